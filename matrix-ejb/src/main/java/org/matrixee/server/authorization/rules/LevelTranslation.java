package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.room.PowerLevels;

/**
 * The levels of a room of one generation in the words of the other, for clients that speak those.
 * Only for showing: each room is judged by its own rules.
 *
 * <p>2014: authorization-v1, section 1. Spec: client-server, "m.room.power_levels".
 */
public final class LevelTranslation {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final long MAX_INTEGER = (1L << 53) - 1;

  private LevelTranslation() {}

  /**
   * The content of the {@code m.room.power_levels} of today that says what the levels of a room of
   * 2014 say.
   *
   * <ul>
   *   <li>{@code state_default} is the level for new state, {@code events_default} the one for
   *       sending, {@code kick}, {@code ban} and {@code redact} are those of {@code
   *       m.room.ops_levels}.
   *   <li>State that is there is guarded by its own event: its type gets an entry in {@code
   *       events}, the greatest of its slots' levels. What nothing guards can be changed by every
   *       member, and gets the lowest level that a member may have; so does {@code invite}.
   *   <li>A redaction in 2014 needs the level for sending and the one for redacting, also of one's
   *       own events.
   * </ul>
   *
   * @param state the room's state, at least {@link AuthSlots#levels()}; types that have no event in
   *     it get no entry in {@code events}
   */
  public static JsonObject toCurrent(StateMap state) {
    PowerLevels levels = new SeparateEventLevels().read(state);
    long lowest = lowest(levels);
    JsonObjectBuilder content = JSON.createObjectBuilder();
    content.add("ban", levels.ban());
    content.add("events", object(eventLevels(state, levels, lowest)));
    content.add("events_default", levels.send());
    content.add("invite", lowest);
    content.add("kick", levels.kick());
    content.add("redact", levels.redact());
    content.add("state_default", levels.addState());
    content.add("users", object(new TreeMap<>(levels.users())));
    content.add("users_default", levels.usersDefault());
    return content.build();
  }

  private static long lowest(PowerLevels levels) {
    return levels.users().values().stream()
        .mapToLong(Long::longValue)
        .reduce(Math.min(0, levels.usersDefault()), Math::min);
  }

  private static Map<String, Long> eventLevels(StateMap state, PowerLevels levels, long lowest) {
    Map<String, Long> events = new TreeMap<>();
    for (Map.Entry<StateTuple, Event> entry : state.entries().entrySet()) {
      String type = entry.getKey().type();
      // Memberships have their own levels, and nobody may send the other two.
      if (!type.equals(EventType.MEMBER)
          && !type.equals(EventType.CREATE)
          && !type.equals(EventType.ALIASES)) {
        Long guard = entry.getValue().requiredPowerLevel();
        events.merge(type, guard == null ? lowest : guard, Math::max);
      }
    }
    events.put(EventType.REDACTION, Math.max(levels.send(), levels.redact()));
    return events;
  }

  /**
   * The contents of the events of 2014 that say what the levels of a room of today say, by event
   * type. What 2014 has no words for, such as levels of single event types, is left out.
   *
   * @param levels those of a room of version 1 to 12
   */
  public static Map<String, JsonObject> to2014(PowerLevels levels) {
    Map<String, Long> users = new TreeMap<>(levels.users());
    levels.creators().forEach(creator -> users.put(creator, PowerLevels.ABOVE_ALL));
    Map<String, JsonObject> events = new LinkedHashMap<>();
    users.put(Levels2014.DEFAULT, levels.usersDefault());
    events.put(EventType.POWER_LEVELS, object(users));
    events.put(EventType.SEND_EVENT_LEVEL, object(Map.of(Levels2014.LEVEL, levels.send())));
    events.put(EventType.ADD_STATE_LEVEL, object(Map.of(Levels2014.LEVEL, levels.addState())));
    Map<String, Long> ops = new TreeMap<>();
    ops.put(Levels2014.BAN, levels.ban());
    ops.put(Levels2014.KICK, levels.kick());
    ops.put(Levels2014.REDACT, levels.redact());
    events.put(EventType.OPS_LEVELS, object(ops));
    return events;
  }

  private static JsonObject object(Map<String, Long> levels) {
    JsonObjectBuilder object = JSON.createObjectBuilder();
    levels.forEach(
        (key, level) -> object.add(key, Math.max(-MAX_INTEGER, Math.min(MAX_INTEGER, level))));
    return object.build();
  }
}
