package org.matrixee.server.federation.presence.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.model.presence.UserPresence;

/**
 * The content of {@code m.presence}.
 *
 * <p>2014: presence-profile-voip, 5. An entry of the wrong form is passed over; a list that is
 * none, or too long, spoils the whole EDU, so that it changes nothing.
 *
 * @param push how users of the sender are now
 * @param poll of whom the sender wants to be told, from now on
 * @param unpoll of whom no more
 */
public record PresenceEdu(List<UserPresence> push, List<UserId> poll, List<UserId> unpoll) {
  /** The {@code edu_type}. */
  public static final String TYPE = "m.presence";

  /** The most entries of a list that is taken in. */
  public static final int MOST_ENTRIES = 500;

  /** As long as a user of this server may make it. */
  static final int MAX_STATUS = 1000;

  /** The same for names and addresses of pictures. */
  static final int MAX_NAME = 8192;

  /** What a client of the time could not yet set, and others see as offline. */
  private static final String HIDDEN = "hidden";

  private static final JsonProvider JSON = JsonProvider.provider();

  /** Copies the lists. */
  public PresenceEdu {
    push = List.copyOf(push);
    poll = List.copyOf(poll);
    unpoll = List.copyOf(unpoll);
  }

  /**
   * Reads a content.
   *
   * @param nowTs ms since 1970; times are counted back from here
   * @throws MatrixException M_BAD_JSON if a list has the wrong form
   */
  public static PresenceEdu read(JsonObject content, long nowTs) {
    List<UserPresence> push = new ArrayList<>();
    for (JsonValue each : list(content, "push")) {
      if (each instanceof JsonObject entry) {
        entry(entry, nowTs).ifPresent(push::add);
      }
    }
    return new PresenceEdu(push, users(content, "poll"), users(content, "unpoll"));
  }

  private static JsonArray list(JsonObject content, String key) {
    JsonValue value = content.getOrDefault(key, JsonValue.EMPTY_JSON_ARRAY);
    if (!(value instanceof JsonArray array)) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, key + " is no array.");
    }
    if (array.size() > MOST_ENTRIES) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON, key + " has more than " + MOST_ENTRIES + " entries.");
    }
    return array;
  }

  private static List<UserId> users(JsonObject content, String key) {
    List<UserId> users = new ArrayList<>();
    for (JsonValue each : list(content, key)) {
      if (each instanceof JsonString text) {
        UserId.parse(text.getString()).ifPresent(users::add);
      }
    }
    return users;
  }

  private static Optional<UserPresence> entry(JsonObject entry, long nowTs) {
    Optional<UserId> user = UserId.parse(text(entry, "user_id"));
    Optional<PresenceState> state = state(text(entry, "presence"));
    boolean wellFormed =
        isText(entry, "status_msg", MAX_STATUS)
            && isText(entry, "displayname", MAX_NAME)
            && isText(entry, "avatar_url", MAX_NAME)
            && isAgo(entry.get("last_active_ago"));
    if (user.isEmpty() || state.isEmpty() || !wellFormed) {
      return Optional.empty();
    }
    Presence presence =
        new Presence(state.get(), text(entry, "status_msg"), lastActive(entry, nowTs));
    return Optional.of(
        new UserPresence(
            user.get(), presence, text(entry, "displayname"), text(entry, "avatar_url")));
  }

  private static Optional<PresenceState> state(@Nullable String word) {
    return HIDDEN.equals(word) ? Optional.of(PresenceState.OFFLINE) : PresenceState.parse(word);
  }

  private static @Nullable String text(JsonObject entry, String key) {
    return entry.get(key) instanceof JsonString text ? text.getString() : null;
  }

  /** Whether a key is absent, null, or a text that is not too long. */
  private static boolean isText(JsonObject entry, String key, int most) {
    JsonValue value = entry.get(key);
    return value == null
        || JsonValue.NULL.equals(value)
        || (value instanceof JsonString text && text.getString().length() <= most);
  }

  private static boolean isAgo(@Nullable JsonValue value) {
    return value == null
        || JsonValue.NULL.equals(value)
        || (value instanceof JsonNumber number && number.bigDecimalValue().signum() >= 0);
  }

  private static @Nullable Long lastActive(JsonObject entry, long nowTs) {
    if (!(entry.get("last_active_ago") instanceof JsonNumber ago)) {
      return null;
    }
    return nowTs - ago.bigDecimalValue().min(BigDecimal.valueOf(nowTs)).longValue();
  }

  /**
   * A content that tells of users.
   *
   * @param nowTs when it is sent
   */
  public static JsonObject push(Collection<UserPresence> users, long nowTs) {
    JsonArrayBuilder push = JSON.createArrayBuilder();
    users.forEach(user -> push.add(write(user, nowTs)));
    return JSON.createObjectBuilder().add("push", push).build();
  }

  private static JsonObjectBuilder write(UserPresence shown, long nowTs) {
    Presence presence = shown.presence();
    JsonObjectBuilder entry =
        JSON.createObjectBuilder()
            .add("user_id", shown.user().value())
            .add("presence", presence.state().word());
    add(entry, "status_msg", presence.statusMsg());
    add(entry, "displayname", shown.displayName());
    add(entry, "avatar_url", shown.avatarUrl());
    Long ago = presence.lastActiveAgo(nowTs);
    return ago == null ? entry : entry.add("last_active_ago", ago);
  }

  private static void add(JsonObjectBuilder entry, String key, @Nullable String value) {
    if (value != null) {
      entry.add(key, value);
    }
  }

  /** A content that asks for users. */
  public static JsonObject poll(Collection<UserId> users) {
    return named("poll", users);
  }

  /** A content that asks for users no more. */
  public static JsonObject unpoll(Collection<UserId> users) {
    return named("unpoll", users);
  }

  private static JsonObject named(String key, Collection<UserId> users) {
    JsonArrayBuilder ids = JSON.createArrayBuilder();
    users.forEach(user -> ids.add(user.value()));
    return JSON.createObjectBuilder().add(key, ids).build();
  }
}
