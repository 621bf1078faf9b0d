package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.allow;
import static org.matrixee.server.authorization.rules.AuthRule.otherwiseReject;

import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;

/**
 * Redactions, where sending one is redacting. Spec: authorization rules, step 11 (room versions 1
 * and 2).
 */
final class RedactionAuthRules {
  private RedactionAuthRules() {}

  static AuthRule of() {
    return RuleList.when(
        q -> q.isType(EventType.REDACTION),
        allow("redaction.level", q -> q.senderHas(q.levels().redact())),
        allow("redaction.own-server", RedactionAuthRules::isOfOwnServer),
        otherwiseReject("redaction.low-level", "Your level is too low to redact here."));
  }

  private static boolean isOfOwnServer(AuthQuestion q) {
    EventId target = q.candidate().redacts();
    EventId own = q.candidate().links().id();
    // The ID of a draft will be of the server of its sender.
    String domain = AuthQuestion.domain(own == null ? q.sender() : own.value());
    return target != null && AuthQuestion.domain(target.value()).equals(domain);
  }
}
