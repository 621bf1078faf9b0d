package org.matrixee.server.authorization.rules;

import org.matrixee.model.room.Verdict;

/** Redactions. That the target exists in the room is not here: it needs more than the state. */
final class RedactionRule2014 {
  private RedactionRule2014() {}

  /** 2014: authorization-v1, A9 and C13: the sender of the target has no exemption. */
  static Verdict check(Situation2014 situation) {
    if (situation.candidate().redacts() == null) {
      return Verdict.denied("redaction.no-target", "A redaction must say what it redacts.");
    }
    long needed = situation.levels().redact();
    return situation.senderLevel() >= needed
        ? Verdict.allowed()
        : Verdict.denied("redaction.level", "You need level " + needed + " to redact here.");
  }
}
