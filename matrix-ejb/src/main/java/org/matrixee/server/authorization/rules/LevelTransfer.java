package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;

/**
 * What becomes of a room's levels when another room takes its place.
 *
 * <p>v1.19: client-server, "Room upgrades", "Server behaviour", steps 3 and 6.
 */
public final class LevelTransfer {
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final Set<String> LEVELS =
      Set.of(
          GraphLevels.USERS_DEFAULT,
          GraphLevels.EVENTS_DEFAULT,
          GraphLevels.STATE_DEFAULT,
          GraphLevels.INVITE,
          GraphLevels.KICK,
          GraphLevels.BAN,
          GraphLevels.REDACT);
  private static final Set<String> MAPS =
      Set.of(GraphLevels.USERS, GraphLevels.EVENTS, "notifications");

  private static final long ADMINISTRATOR = 100;
  private static final long OPERATOR = 50;

  /** What canonical JSON carries. */
  private static final long MOST = (1L << 53) - 1;

  private LevelTransfer() {}

  /**
   * The levels of the new room: those of the old one, written as the new version wants them.
   *
   * @param from the rules of the old room
   * @param to the rules of the new one
   * @param old the old room's state, at least create event and levels
   * @param creators the creators of the new room
   */
  public static JsonObject copy(
      AuthRules.EventGraph from, AuthRules.EventGraph to, StateMap old, Set<UserId> creators) {
    GraphLevels levels = GraphLevels.of(from, old);
    JsonObjectBuilder content = JSON.createObjectBuilder();
    levels
        .content()
        .forEach(
            (key, value) -> {
              if (LEVELS.contains(key)) {
                Long level = levels.parse(value);
                if (level != null) {
                  content.add(key, cut(level));
                }
              } else if (MAPS.contains(key)) {
                content.add(key, write(read(levels, key)));
              } else {
                content.add(key, value);
              }
            });
    return content.add(GraphLevels.USERS, write(users(levels, to, creators))).build();
  }

  private static Map<String, Long> users(
      GraphLevels levels, AuthRules.EventGraph to, Set<UserId> creators) {
    Map<String, Long> users = read(levels, GraphLevels.USERS);
    users.keySet().removeIf(name -> UserId.parse(name).isEmpty());
    String creator = levels.creator();
    if (levels.event() == null && creator != null) {
      users.put(creator, ADMINISTRATOR);
    }
    if (to.has(AuthFeature.CREATORS_ABOVE_ALL)) {
      creators.forEach(user -> users.remove(user.value()));
    } else {
      // Who was above all levels gets the highest that there is.
      long highest = highest(levels);
      levels.aboveAll().forEach(name -> users.put(name, highest));
    }
    return users;
  }

  private static long highest(GraphLevels levels) {
    long highest = ADMINISTRATOR;
    for (String key : LEVELS) {
      Long level = levels.parse(levels.content().get(key));
      highest = Math.max(highest, level == null ? 0 : level);
    }
    for (String key : MAPS) {
      for (long level : read(levels, key).values()) {
        highest = Math.max(highest, level);
      }
    }
    return cut(highest);
  }

  private static Map<String, Long> read(GraphLevels levels, String key) {
    Map<String, Long> entries = new TreeMap<>();
    if (levels.content().get(key) instanceof JsonObject object) {
      object.forEach(
          (name, value) -> {
            Long level = levels.parse(value);
            if (level != null) {
              entries.put(name, cut(level));
            }
          });
    }
    return entries;
  }

  private static JsonObjectBuilder write(Map<String, Long> entries) {
    JsonObjectBuilder object = JSON.createObjectBuilder();
    entries.forEach(object::add);
    return object;
  }

  private static long cut(long level) {
    return Math.max(-MOST, Math.min(MOST, level));
  }

  /**
   * The levels of the old room once it is closed: nobody without a level of his own talks there or
   * invites. Empty if that is so already.
   *
   * @param rules those of the old room
   * @param old its state, at least create event and levels
   */
  public static Optional<JsonObject> closed(AuthRules.EventGraph rules, StateMap old) {
    GraphLevels levels = GraphLevels.of(rules, old);
    long needed = cut(Math.max(OPERATOR, levels.usersDefault() + 1));
    Map<String, Long> changes = new TreeMap<>();
    if (levels.eventsDefault() < needed) {
      changes.put(GraphLevels.EVENTS_DEFAULT, needed);
    }
    if (levels.invite() < needed) {
      changes.put(GraphLevels.INVITE, needed);
    }
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    JsonObjectBuilder content = JSON.createObjectBuilder(levels.content());
    changes.forEach(content::add);
    String creator = levels.creator();
    if (levels.event() == null && creator != null && levels.aboveAll().isEmpty()) {
      // Once there are levels, creators of old have none of their own.
      content.add(GraphLevels.USERS, JSON.createObjectBuilder().add(creator, ADMINISTRATOR));
    }
    return Optional.of(content.build());
  }
}
