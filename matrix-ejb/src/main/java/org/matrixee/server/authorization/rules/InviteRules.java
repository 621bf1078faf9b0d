package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.allow;
import static org.matrixee.server.authorization.rules.AuthRule.otherwiseReject;
import static org.matrixee.server.authorization.rules.AuthRule.reject;

import org.matrixee.model.room.Membership;

/**
 * Invites. Spec: authorization rules, step 5.3 (room versions 1 to 5), 4.3 (6 and 7), 4.4 (8 to
 * 11), 5.4 (12).
 */
final class InviteRules {
  private InviteRules() {}

  static AuthRule of() {
    return RuleList.when(
        q -> q.gives(Membership.INVITE),
        ThirdPartyInviteRules.accepting(),
        reject(
            "invite.sender-not-joined",
            q -> !q.senderIs(Membership.JOIN),
            RoomAuthorizer.NO_ACCESS),
        reject(
            "invite.target",
            q -> q.targetIs(Membership.JOIN) || q.targetIs(Membership.BAN),
            "This user is in the room already, or banned from it."),
        allow("invite.level", q -> q.senderHas(q.levels().invite())),
        otherwiseReject("invite.low-level", "Your level is too low to invite here."));
  }
}
