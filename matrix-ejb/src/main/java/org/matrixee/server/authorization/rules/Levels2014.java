package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.JoinRule;
import org.matrixee.model.room.Membership;

/**
 * The inputs of the rules of 2014, read from the state when a rule asks: judging one event does not
 * copy the levels of all users.
 *
 * <p>2014: authorization-v1, section 1. A key that is there but unreadable counts as absent, but
 * for the join rule: an unknown one lets nobody in.
 *
 * @param state at least the slots of {@link AuthSlots}
 */
record Levels2014(StateMap state) {
  static final String DEFAULT = "default";
  static final String LEVEL = "level";
  static final String BAN = "ban_level";
  static final String KICK = "kick_level";
  static final String REDACT = "redact_level";

  static final long CREATOR_LEVEL = 100;
  static final long DEFAULT_LEVEL = 50;

  private static final StateTuple CREATE = StateTuple.of(EventType.CREATE);
  private static final StateTuple POWER_LEVELS = StateTuple.of(EventType.POWER_LEVELS);
  private static final StateTuple JOIN_RULES = StateTuple.of(EventType.JOIN_RULES);
  private static final StateTuple SEND_EVENT_LEVEL = StateTuple.of(EventType.SEND_EVENT_LEVEL);
  private static final StateTuple ADD_STATE_LEVEL = StateTuple.of(EventType.ADD_STATE_LEVEL);
  private static final StateTuple OPS_LEVELS = StateTuple.of(EventType.OPS_LEVELS);

  /** Whether the room exists: its first event is there. */
  boolean exists() {
    return state.get(CREATE) != null;
  }

  /** Who made the room; null if that cannot be told. */
  @Nullable UserId creator() {
    Event create = state.get(CREATE);
    return create != null && create.content().get("creator") instanceof JsonString creator
        ? UserId.parse(creator.getString()).orElse(null)
        : null;
  }

  @Nullable Event powerLevelsEvent() {
    return state.get(POWER_LEVELS);
  }

  /** A user's level: the own one, else the default; before any levels, 100 for the creator. */
  long of(UserId user) {
    Event event = powerLevelsEvent();
    if (event == null) {
      UserId creator = creator();
      return creator != null && creator.folded().equals(user.folded()) ? CREATOR_LEVEL : 0;
    }
    Long own = own(event.content(), user.folded().value());
    return own == null ? usersDefault() : own;
  }

  private static @Nullable Long own(JsonObject levels, String folded) {
    Long lowest = StoredLevel.parse(levels.get(folded));
    for (Map.Entry<String, ?> entry : levels.entrySet()) {
      String key = entry.getKey();
      if (!key.equals(folded) && key.toLowerCase(Locale.ROOT).equals(folded)) {
        Long other = StoredLevel.parse(levels.get(key));
        lowest = lowest == null || (other != null && other < lowest) ? other : lowest;
      }
    }
    return lowest;
  }

  /** The level of users without one of their own. */
  long usersDefault() {
    return level(POWER_LEVELS, DEFAULT, 0);
  }

  /** Needed to send a non-state event. */
  long send() {
    return level(SEND_EVENT_LEVEL, LEVEL, DEFAULT_LEVEL);
  }

  /** Needed to fill an empty slot. */
  long addState() {
    return level(ADD_STATE_LEVEL, LEVEL, DEFAULT_LEVEL);
  }

  /** Needed to ban and to lift a ban. */
  long ban() {
    return level(OPS_LEVELS, BAN, DEFAULT_LEVEL);
  }

  /** Needed to remove a member or an invitation. */
  long kick() {
    return level(OPS_LEVELS, KICK, DEFAULT_LEVEL);
  }

  /** Needed to redact. */
  long redact() {
    return level(OPS_LEVELS, REDACT, DEFAULT_LEVEL);
  }

  private long level(StateTuple slot, String key, long absent) {
    Event event = state.get(slot);
    return event == null ? absent : levelIn(event.content(), key, absent);
  }

  /** The level under a key of some content; 0 is a level, not an absence. */
  static long levelIn(JsonObject content, String key, long absent) {
    Long level = StoredLevel.parse(content.get(key));
    return level == null ? absent : level;
  }

  /** Whether the room has said who may join. */
  boolean hasJoinRules() {
    return state.get(JOIN_RULES) != null;
  }

  /** Who may join; {@code INVITE} if nothing says so. */
  JoinRule joinRule() {
    Event event = state.get(JOIN_RULES);
    if (event == null || !event.content().containsKey("join_rule")) {
      return JoinRule.INVITE;
    }
    return event.content().get("join_rule") instanceof JsonString word
        ? JoinRule.parse(word.getString()).orElse(JoinRule.PRIVATE)
        : JoinRule.PRIVATE;
  }

  /** A user's membership; null if there is none. */
  @Nullable Membership membership(String user) {
    Event event = state.get(new StateTuple(EventType.MEMBER, user));
    return event == null ? null : membershipIn(event.content());
  }

  boolean isJoined(UserId user) {
    return membership(user.value()) == Membership.JOIN;
  }

  /** The membership that some content gives; null if it gives none that is known. */
  static @Nullable Membership membershipIn(JsonObject content) {
    return content.get("membership") instanceof JsonString word
        ? Membership.parse(word.getString()).orElse(null)
        : null;
  }

  /** What the current event of a slot demands of whoever replaces it; null if nothing. */
  @Nullable Long protection(StateTuple slot) {
    Event event = state.get(slot);
    return event == null ? null : event.requiredPowerLevel();
  }
}
