package org.matrixee.server.presence;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.model.presence.PresenceUpdate;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.model.presence.Wakes;
import org.matrixee.server.json.JsonReader;

/** A batch as JSON, the text of a message. */
final class PresenceBatchFormat {
  private static final JsonProvider JSON = JsonProvider.provider();

  private PresenceBatchFormat() {}

  static String write(PresenceBatch batch) {
    JsonArrayBuilder updates = JSON.createArrayBuilder();
    batch.updates().forEach(update -> updates.add(write(update)));
    return JSON.createObjectBuilder()
        .add("after", batch.after())
        .add("up_to", batch.upTo())
        .add("updates", updates)
        .build()
        .toString();
  }

  private static JsonObjectBuilder write(PresenceUpdate update) {
    UserPresence shown = update.shown();
    Presence presence = shown.presence();
    JsonObjectBuilder out =
        JSON.createObjectBuilder()
            .add("user_id", shown.user().value())
            .add("position", update.position())
            .add("presence", presence.state().word());
    add(out, "status_msg", presence.statusMsg());
    add(out, "displayname", shown.displayName());
    add(out, "avatar_url", shown.avatarUrl());
    if (presence.lastActive() != null) {
      out.add("last_active", presence.lastActive());
    }
    JsonArrayBuilder users = JSON.createArrayBuilder();
    update.wakes().users().forEach(user -> users.add(user.value()));
    JsonArrayBuilder rooms = JSON.createArrayBuilder();
    update.wakes().rooms().forEach(rooms::add);
    return out.add(
        "wakes",
        JSON.createObjectBuilder()
            .add("everyone", update.wakes().everyone())
            .add("users", users)
            .add("rooms", rooms));
  }

  private static void add(JsonObjectBuilder out, String key, @Nullable String value) {
    if (value != null) {
      out.add(key, value);
    }
  }

  /**
   * Reads a message's text.
   *
   * @throws RuntimeException if it is not one that {@link #write} wrote
   */
  static PresenceBatch read(String text) {
    JsonObject batch = JsonReader.CONTENT.readObject(text.getBytes(StandardCharsets.UTF_8));
    return new PresenceBatch(
        number(batch, "after"),
        number(batch, "up_to"),
        batch.getJsonArray("updates").getValuesAs(JsonObject.class).stream()
            .map(PresenceBatchFormat::update)
            .toList());
  }

  private static PresenceUpdate update(JsonObject json) {
    Presence presence =
        new Presence(
            PresenceState.parse(json.getString("presence")).orElseThrow(),
            json.getString("status_msg", null),
            json.containsKey("last_active") ? number(json, "last_active") : null);
    UserPresence shown =
        new UserPresence(
            new UserId(json.getString("user_id")),
            presence,
            json.getString("displayname", null),
            json.getString("avatar_url", null));
    return new PresenceUpdate(shown, number(json, "position"), wakes(json.getJsonObject("wakes")));
  }

  private static Wakes wakes(JsonObject json) {
    JsonArray users = json.getJsonArray("users");
    Set<UserId> woken =
        users.getValuesAs(JsonString.class).stream()
            .map(user -> new UserId(user.getString()))
            .collect(Collectors.toSet());
    Set<Long> rooms =
        json.getJsonArray("rooms").getValuesAs(JsonNumber.class).stream()
            .map(JsonNumber::longValueExact)
            .collect(Collectors.toSet());
    return new Wakes(json.getBoolean("everyone"), woken, rooms);
  }

  private static long number(JsonObject json, String key) {
    return json.getJsonNumber(key).longValueExact();
  }
}
