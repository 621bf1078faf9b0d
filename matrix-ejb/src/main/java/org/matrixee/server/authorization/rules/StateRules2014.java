package org.matrixee.server.authorization.rules;

import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.room.Verdict;

/** State other than creation, memberships and aliases. */
final class StateRules2014 {
  private StateRules2014() {}

  /** 2014: authorization-v1, A2, A3, A6, A7 and A8. */
  static Verdict check(Situation2014 situation) {
    Verdict joined = situation.checkSenderJoined();
    if (!joined.isAllowed()) {
      return joined;
    }
    StateTuple slot = situation.candidate().slot();
    if (slot == null) {
      throw new IllegalArgumentException("not a state event");
    }
    Verdict slotVerdict =
        situation.levels().state().get(slot) == null
            ? checkAdd(situation)
            : checkReplace(situation, slot);
    if (!slotVerdict.isAllowed() || !slot.stateKey().isEmpty()) {
      return slotVerdict;
    }
    return switch (slot.type()) {
      case EventType.POWER_LEVELS -> PowerLevelRules2014.check(situation);
      case EventType.SEND_EVENT_LEVEL, EventType.ADD_STATE_LEVEL ->
          LevelRules2014.checkSingle(situation, slot);
      case EventType.OPS_LEVELS -> LevelRules2014.checkOps(situation, slot);
      default -> Verdict.allowed();
    };
  }

  /** 2014: authorization-v1, A2 and C4: a new key needs the level for adding state. */
  private static Verdict checkAdd(Situation2014 situation) {
    long needed = situation.levels().addState();
    return situation.senderLevel() >= needed
        ? Verdict.allowed()
        : Verdict.denied("state.add-level", "You need level " + needed + " to add state here.");
  }

  /** 2014: authorization-v1, A3 and C5: a key that exists is guarded by its own event alone. */
  static Verdict checkReplace(Situation2014 situation, StateTuple slot) {
    Long needed = situation.levels().protection(slot);
    return needed == null || situation.senderLevel() >= needed
        ? Verdict.allowed()
        : Verdict.denied("state.protected", "You need level " + needed + " to change this.");
  }
}
