package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.room.Verdict;

/** Changes of the levels that actions need: an operator could else lock everybody out. */
final class LevelRules2014 {
  private LevelRules2014() {}

  /**
   * {@code m.room.send_event_level} and {@code m.room.add_state_level}. 2014: authorization-v1, A7.
   */
  static Verdict checkSingle(Situation2014 situation, StateTuple slot) {
    return check(situation, slot, Levels2014.LEVEL);
  }

  /** {@code m.room.ops_levels}. 2014: authorization-v1, A7. */
  static Verdict checkOps(Situation2014 situation, StateTuple slot) {
    for (String key : new String[] {Levels2014.BAN, Levels2014.KICK, Levels2014.REDACT}) {
      Verdict verdict = check(situation, slot, key);
      if (!verdict.isAllowed()) {
        return verdict;
      }
    }
    return Verdict.allowed();
  }

  /**
   * No level in the new content is above the sender's own, even an unchanged one; and no level that
   * was above it is changed. A key that is left out stands for its default.
   */
  private static Verdict check(Situation2014 situation, StateTuple slot, String key) {
    Event current = situation.levels().state().get(slot);
    JsonObject before = current == null ? JsonValue.EMPTY_JSON_OBJECT : current.content();
    JsonObject after = situation.candidate().content();
    long oldLevel = Levels2014.levelIn(before, key, Levels2014.DEFAULT_LEVEL);
    long newLevel = Levels2014.levelIn(after, key, Levels2014.DEFAULT_LEVEL);
    long own = situation.senderLevel();
    if (newLevel > own && (newLevel != oldLevel || after.containsKey(key))) {
      return Verdict.denied("levels.above-own", "You cannot set a level above your own.");
    }
    if (oldLevel > own && newLevel != oldLevel) {
      return Verdict.denied("levels.change-above-own", "You cannot change a level above your own.");
    }
    return Verdict.allowed();
  }
}
