package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.allow;
import static org.matrixee.server.authorization.rules.AuthRule.otherwiseReject;
import static org.matrixee.server.authorization.rules.AuthRule.reject;

import org.matrixee.model.room.Membership;

/**
 * Bans. Spec: authorization rules, step 5.5 (room versions 1 to 5), 4.5 (6 and 7), 4.6 (8 to 11),
 * 5.6 (12).
 */
final class BanRules {
  private BanRules() {}

  static AuthRule of() {
    return RuleList.when(
        q -> q.gives(Membership.BAN),
        reject(
            "ban.sender-not-joined", q -> !q.senderIs(Membership.JOIN), RoomAuthorizer.NO_ACCESS),
        allow("ban.level", q -> q.senderHas(q.levels().ban()) && q.targetLevel() < q.senderLevel()),
        otherwiseReject("ban.low-level", "Your level is too low to ban this user."));
  }
}
