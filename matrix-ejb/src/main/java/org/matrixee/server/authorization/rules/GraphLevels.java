package org.matrixee.server.authorization.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.PowerLevels;

/**
 * The levels of a room of version 1 to 12, read from {@code m.room.power_levels} when a rule asks:
 * judging one event does not copy the levels of all users.
 *
 * <p>Spec: client-server, "m.room.power_levels"; room version 12, "Authorisation rules". A level
 * that cannot be read counts as absent: an event with one is refused, where the version says so.
 *
 * @param rules the version's rules
 * @param create the event that made the room; null if it is not known
 * @param event the event with the levels; null if there is none
 */
record GraphLevels(AuthRules.EventGraph rules, @Nullable Event create, @Nullable Event event) {
  static final String USERS = "users";
  static final String USERS_DEFAULT = "users_default";
  static final String EVENTS = "events";
  static final String EVENTS_DEFAULT = "events_default";
  static final String STATE_DEFAULT = "state_default";
  static final String INVITE = "invite";
  static final String KICK = "kick";
  static final String BAN = "ban";
  static final String REDACT = "redact";

  private static final long CREATOR_LEVEL = 100;
  private static final long OPERATOR_LEVEL = 50;

  private static final StateTuple CREATE = StateTuple.of(EventType.CREATE);
  private static final StateTuple POWER_LEVELS = StateTuple.of(EventType.POWER_LEVELS);

  static GraphLevels of(AuthRules.EventGraph rules, StateMap state) {
    return new GraphLevels(rules, state.get(CREATE), state.get(POWER_LEVELS));
  }

  JsonObject content() {
    return event == null ? JsonValue.EMPTY_JSON_OBJECT : event.content();
  }

  /** Who made the room; null if that cannot be told. */
  @Nullable String creator() {
    if (create == null) {
      return null;
    }
    if (rules.has(AuthFeature.SENDER_IS_CREATOR)) {
      return create.sender().value();
    }
    return create.content().get("creator") instanceof JsonString name ? name.getString() : null;
  }

  /** Whether a user is above all levels, as creators are from room version 12. */
  boolean isAboveAll(String user) {
    if (create == null || !rules.has(AuthFeature.CREATORS_ABOVE_ALL)) {
      return false;
    }
    return user.equals(create.sender().value())
        || (create.content().get("additional_creators") instanceof JsonArray more
            && more.stream()
                .anyMatch(each -> each instanceof JsonString s && s.getString().equals(user)));
  }

  /** A user's level. */
  long of(String user) {
    if (isAboveAll(user)) {
      return PowerLevels.ABOVE_ALL;
    }
    if (event == null) {
      return user.equals(creator()) ? CREATOR_LEVEL : 0;
    }
    Long own = entry(USERS, user);
    return own == null ? usersDefault() : own;
  }

  /** The level needed to send an event of a type. */
  long needed(String type, boolean isState) {
    Long own = entry(EVENTS, type);
    if (own != null) {
      return own;
    }
    return isState ? stateDefault() : eventsDefault();
  }

  long usersDefault() {
    return level(USERS_DEFAULT, 0);
  }

  long eventsDefault() {
    return level(EVENTS_DEFAULT, 0);
  }

  long stateDefault() {
    return level(STATE_DEFAULT, OPERATOR_LEVEL);
  }

  long invite() {
    return level(INVITE, 0);
  }

  long kick() {
    return level(KICK, OPERATOR_LEVEL);
  }

  long ban() {
    return level(BAN, OPERATOR_LEVEL);
  }

  long redact() {
    return level(REDACT, OPERATOR_LEVEL);
  }

  private long level(String key, long absent) {
    Long level = parse(content().get(key));
    return level == null ? absent : level;
  }

  private @Nullable Long entry(String map, String key) {
    return content().get(map) instanceof JsonObject levels ? parse(levels.get(key)) : null;
  }

  /** The level that a value stands for in this room version; null if none. */
  @Nullable Long parse(@Nullable JsonValue value) {
    return GraphLevel.parse(value, rules.levels());
  }

  /** All creators that are above all levels. */
  Set<String> aboveAll() {
    Set<String> all = new HashSet<>();
    if (create != null && rules.has(AuthFeature.CREATORS_ABOVE_ALL)) {
      all.add(create.sender().value());
      if (create.content().get("additional_creators") instanceof JsonArray more) {
        more.forEach(
            each -> {
              if (each instanceof JsonString name) {
                all.add(name.getString());
              }
            });
      }
    }
    return all;
  }
}
