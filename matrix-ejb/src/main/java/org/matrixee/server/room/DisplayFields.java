package org.matrixee.server.room;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;

/** Display name and avatar in membership events; null when unset (client-api-v1, 6.3). */
public final class DisplayFields {
  private static final JsonProvider JSON = JsonProvider.provider();

  private DisplayFields() {}

  /** Content with the account's display data, whatever the client claimed. */
  public static JsonObject into(JsonObject content, Account account) {
    JsonObjectBuilder builder = JSON.createObjectBuilder(content);
    builder.add("displayname", value(account.displayName()));
    builder.add("avatar_url", value(account.avatarUrl()));
    return builder.build();
  }

  /**
   * Content with what it lacks of the account's display data: in rooms of today a member may appear
   * otherwise than elsewhere.
   */
  static JsonObject missing(JsonObject content, Account account) {
    JsonObjectBuilder builder = JSON.createObjectBuilder(content);
    addMissing(builder, content, "displayname", account.displayName());
    addMissing(builder, content, "avatar_url", account.avatarUrl());
    return builder.build();
  }

  /**
   * Content without the display data that is not set: only rooms of 2014 say so by null.
   *
   * <p>v1.19: Client-Server API, {@code m.room.member}: {@code avatar_url} is a text.
   */
  public static JsonObject withoutUnset(JsonObject content) {
    JsonObjectBuilder builder = JSON.createObjectBuilder(content);
    for (String key : List.of("displayname", "avatar_url")) {
      if (content.containsKey(key) && content.isNull(key)) {
        builder.remove(key);
      }
    }
    return builder.build();
  }

  private static void addMissing(
      JsonObjectBuilder builder, JsonObject content, String key, @Nullable String text) {
    if (text != null && !content.containsKey(key)) {
      builder.add(key, text);
    }
  }

  private static JsonValue value(@Nullable String text) {
    return text == null ? JsonValue.NULL : JSON.createValue(text);
  }
}
