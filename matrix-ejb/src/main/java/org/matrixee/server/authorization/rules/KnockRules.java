package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.allow;
import static org.matrixee.server.authorization.rules.AuthRule.otherwiseReject;
import static org.matrixee.server.authorization.rules.AuthRule.reject;

import java.util.Set;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.JoinRule;
import org.matrixee.model.room.Membership;

/**
 * Asking to be invited. Spec: authorization rules, step 4.6 (room version 7), 4.7 (8 to 11), 5.7
 * (12).
 */
final class KnockRules {
  private static final Set<Membership> CANNOT_KNOCK =
      Set.of(Membership.BAN, Membership.INVITE, Membership.JOIN);

  private KnockRules() {}

  static AuthRule of(AuthRules.EventGraph rules) {
    Set<JoinRule> open =
        rules.has(AuthFeature.KNOCK_RESTRICTED)
            ? Set.of(JoinRule.KNOCK, JoinRule.KNOCK_RESTRICTED)
            : Set.of(JoinRule.KNOCK);
    return RuleList.when(
        q -> q.gives(Membership.KNOCK),
        reject("knock.not-open", q -> !q.joinRuleIs(open), RoomAuthorizer.NO_ACCESS),
        reject("knock.other-user", q -> !q.sentBySubject(), "Nobody can knock for somebody else."),
        allow("knock.allowed", q -> !q.senderIs(CANNOT_KNOCK)),
        otherwiseReject("knock.membership", "You cannot knock at this room any more."));
  }
}
