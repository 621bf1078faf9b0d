package org.matrixee.server.authorization.rules;

import org.matrixee.model.event.EventType;
import org.matrixee.model.room.Verdict;

/** Events that are not state: messages of any type, and redactions. */
final class MessageRules2014 {
  private MessageRules2014() {}

  /** 2014: authorization-v1, A1 and A9. */
  static Verdict check(Situation2014 situation) {
    Verdict joined = situation.checkSenderJoined();
    if (!joined.isAllowed()) {
      return joined;
    }
    Verdict send = checkSendLevel(situation);
    if (!send.isAllowed() || !situation.candidate().type().equals(EventType.REDACTION)) {
      return send;
    }
    return RedactionRule2014.check(situation);
  }

  /** 2014: authorization-v1, A1. */
  private static Verdict checkSendLevel(Situation2014 situation) {
    long needed = situation.levels().send();
    return situation.senderLevel() >= needed
        ? Verdict.allowed()
        : Verdict.denied("send.level", "You need level " + needed + " to send events here.");
  }
}
