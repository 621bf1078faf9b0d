package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.otherwiseAllow;
import static org.matrixee.server.authorization.rules.AuthRule.reject;

import org.matrixee.model.event.EventType;

/** A server's list of its aliases. Spec: authorization rules, step 4 (room versions 1 to 5). */
final class AliasesRules {
  private AliasesRules() {}

  static AuthRule of() {
    return RuleList.when(
        q -> q.isType(EventType.ALIASES),
        reject("aliases.no-state-key", q -> !q.isState(), "m.room.aliases must be state."),
        reject(
            "aliases.other-server",
            q -> !AuthQuestion.domain(q.sender()).equals(q.stateKey()),
            "A server can only list its own aliases."),
        otherwiseAllow("aliases.allowed"));
  }
}
