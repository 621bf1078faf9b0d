package org.matrixee.server.authorization.rules;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.room.PowerLevels;

/**
 * What it means in a room of one generation when a client of the other sets its levels. {@link
 * LevelTranslation} is the other direction: what such a client is shown.
 *
 * <p>2014: authorization-v1, section 1. v1.19: client-server, "m.room.power_levels".
 */
public final class LevelRequests {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final long MAX_INTEGER = (1L << 53) - 1;

  /** What {@code notifications} says where it is left out. */
  private static final JsonObject USUAL_NOTIFICATIONS =
      JSON.createObjectBuilder().add("room", Levels2014.DEFAULT_LEVEL).build();

  private static final Set<String> KNOWN =
      Set.of(
          "ban",
          "events",
          "events_default",
          "invite",
          "kick",
          "notifications",
          "redact",
          "state_default",
          "users",
          "users_default");

  private LevelRequests() {}

  /**
   * The state that a room of 2014 must be given so that it has the levels that the content of a
   * {@code m.room.power_levels} of today says. A key that is left out has its usual value; {@code
   * events}, {@code invite} and {@code notifications}, which cannot be changed there, stay.
   *
   * @param state the room's whole state, but perhaps for its members
   * @param wanted the content that was sent
   * @return contents by event type, in the order in which they are to be sent; only what changes
   * @throws MatrixException M_BAD_JSON if the content has no good form or says what a room of 2014
   *     has no words for
   */
  public static Map<String, JsonObject> in2014(StateMap state, JsonObject wanted) {
    PowerLevels levels = new SeparateEventLevels().read(state);
    requireExpressible(LevelTranslation.toCurrent(state), wanted);
    Map<String, JsonObject> changes = new LinkedHashMap<>();
    JsonObject operators =
        with(
            content(state, EventType.OPS_LEVELS),
            Map.of(
                Levels2014.BAN, level(wanted, "ban", Levels2014.DEFAULT_LEVEL),
                Levels2014.KICK, level(wanted, "kick", Levels2014.DEFAULT_LEVEL),
                Levels2014.REDACT, level(wanted, "redact", Levels2014.DEFAULT_LEVEL)));
    if (Levels2014.levelIn(operators, Levels2014.BAN, 0) != levels.ban()
        || Levels2014.levelIn(operators, Levels2014.KICK, 0) != levels.kick()
        || Levels2014.levelIn(operators, Levels2014.REDACT, 0) != levels.redact()) {
      changes.put(EventType.OPS_LEVELS, operators);
    }
    long addState = level(wanted, "state_default", Levels2014.DEFAULT_LEVEL);
    if (addState != levels.addState()) {
      changes.put(EventType.ADD_STATE_LEVEL, single(state, EventType.ADD_STATE_LEVEL, addState));
    }
    long send = level(wanted, "events_default", 0);
    if (send != levels.send()) {
      changes.put(EventType.SEND_EVENT_LEVEL, single(state, EventType.SEND_EVENT_LEVEL, send));
    }
    JsonObject users = users(wanted);
    Map<String, Long> read = new LinkedHashMap<>();
    SeparateEventLevels.readUsers(users, read);
    if (!read.equals(levels.users())
        || Levels2014.levelIn(users, Levels2014.DEFAULT, 0) != levels.usersDefault()) {
      // The last: whoever takes the own level away has done the rest by then.
      changes.put(EventType.POWER_LEVELS, users);
    }
    return changes;
  }

  /**
   * The content of the {@code m.room.power_levels} of a room of today after a client of 2014 has
   * set one of the four events of that time. The rest stays.
   *
   * @param present the content so far
   * @param creators who is above all levels there; a client of 2014 is shown them with a level,
   *     which is not to be written down
   * @param type the event's type
   * @param sent its content, of good form
   */
  public static JsonObject inCurrent(
      JsonObject present, Set<String> creators, String type, JsonObject sent) {
    return switch (type) {
      case EventType.POWER_LEVELS -> withUsers(present, creators, sent);
      case EventType.SEND_EVENT_LEVEL ->
          moved(present, sent, Map.of(Levels2014.LEVEL, "events_default"));
      case EventType.ADD_STATE_LEVEL ->
          moved(present, sent, Map.of(Levels2014.LEVEL, "state_default"));
      case EventType.OPS_LEVELS ->
          moved(
              present,
              sent,
              Map.of(Levels2014.BAN, "ban", Levels2014.KICK, "kick", Levels2014.REDACT, "redact"));
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static JsonObject withUsers(JsonObject present, Set<String> creators, JsonObject sent) {
    JsonObjectBuilder users = JSON.createObjectBuilder();
    for (Map.Entry<String, JsonValue> entry : sent.entrySet()) {
      Long level = StoredLevel.parse(entry.getValue());
      String user = entry.getKey();
      if (user.startsWith("@") && level != null && !creators.contains(user)) {
        users.add(user, level);
      }
    }
    return JSON.createObjectBuilder(present)
        .add("users", users)
        .add("users_default", Levels2014.levelIn(sent, Levels2014.DEFAULT, 0))
        .build();
  }

  private static JsonObject moved(JsonObject present, JsonObject sent, Map<String, String> keys) {
    JsonObjectBuilder content = JSON.createObjectBuilder(present);
    keys.forEach(
        (old, today) ->
            content.add(today, Levels2014.levelIn(sent, old, Levels2014.DEFAULT_LEVEL)));
    return content.build();
  }

  private static void requireExpressible(JsonObject present, JsonObject wanted) {
    for (Map.Entry<String, JsonValue> entry : wanted.entrySet()) {
      String key = entry.getKey();
      if (!KNOWN.contains(key)) {
        throw bad("This room is of 2014, whose levels have no '" + key + "'.");
      }
      if (key.equals("notifications") && !entry.getValue().equals(USUAL_NOTIFICATIONS)) {
        throw bad("This room is of 2014, where 'notifications' cannot be changed.");
      }
      if (key.equals("invite") && level(wanted, key, 0) != present.getInt(key)) {
        throw bad("This room is of 2014, where every member may invite: 'invite' must stay.");
      }
    }
    for (Map.Entry<String, JsonValue> entry : object(wanted, "events").entrySet()) {
      if (!entry.getValue().equals(present.getJsonObject("events").get(entry.getKey()))) {
        throw bad(
            "This room is of 2014, where the level for '"
                + entry.getKey()
                + "' cannot be set by itself.");
      }
    }
  }

  /** The content of the {@code m.room.power_levels} of 2014. */
  private static JsonObject users(JsonObject wanted) {
    JsonObjectBuilder users = JSON.createObjectBuilder();
    JsonObject named = object(wanted, "users");
    named.keySet().forEach(user -> users.add(user, level(named, user, 0)));
    return users.add(Levels2014.DEFAULT, level(wanted, "users_default", 0)).build();
  }

  private static JsonObject object(JsonObject content, String key) {
    JsonValue value = content.getOrDefault(key, JsonValue.EMPTY_JSON_OBJECT);
    if (value instanceof JsonObject object) {
      return object;
    }
    throw bad("'" + key + "' must be an object.");
  }

  private static long level(JsonObject content, String key, long absent) {
    JsonValue value = content.get(key);
    if (value == null) {
      return absent;
    }
    if (value instanceof JsonNumber number
        && number.isIntegral()
        && Math.abs(number.longValue()) <= MAX_INTEGER) {
      return number.longValue();
    }
    throw bad("The level of '" + key + "' must be an integer.");
  }

  private static JsonObject single(StateMap state, String type, long level) {
    return with(content(state, type), Map.of(Levels2014.LEVEL, level));
  }

  private static JsonObject content(StateMap state, String type) {
    @Nullable Event event = state.get(StateTuple.of(type));
    return event == null ? JsonValue.EMPTY_JSON_OBJECT : event.content();
  }

  private static JsonObject with(JsonObject content, Map<String, Long> levels) {
    JsonObjectBuilder changed = JSON.createObjectBuilder(content);
    levels.forEach(changed::add);
    return changed.build();
  }

  private static MatrixException bad(String sentence) {
    return new MatrixException(ErrorCode.M_BAD_JSON, sentence);
  }
}
