package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.allow;
import static org.matrixee.server.authorization.rules.AuthRule.either;
import static org.matrixee.server.authorization.rules.AuthRule.otherwiseReject;
import static org.matrixee.server.authorization.rules.AuthRule.reject;

import java.util.Set;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.Membership;

/**
 * Leaving, rejecting an invite, withdrawing a knock, removing somebody, lifting a ban.
 *
 * <p>Spec: authorization rules, step 5.4 (room versions 1 to 5), 4.4 (6 and 7), 4.5 (8 to 11), 5.5
 * (12).
 */
final class LeaveRules {
  private LeaveRules() {}

  static AuthRule of(AuthRules.EventGraph rules) {
    Set<Membership> mayLeave =
        rules.has(AuthFeature.KNOCKING)
            ? Set.of(Membership.INVITE, Membership.JOIN, Membership.KNOCK)
            : Set.of(Membership.INVITE, Membership.JOIN);
    return RuleList.when(
        q -> q.gives(Membership.LEAVE),
        either(
            "leave.own",
            AuthQuestion::sentBySubject,
            q -> q.senderIs(mayLeave),
            RoomAuthorizer.NO_ACCESS),
        reject(
            "leave.sender-not-joined", q -> !q.senderIs(Membership.JOIN), RoomAuthorizer.NO_ACCESS),
        reject(
            "leave.banned",
            q -> q.targetIs(Membership.BAN) && !q.senderHas(q.levels().ban()),
            "Your level is too low to lift a ban here."),
        allow(
            "leave.kick", q -> q.senderHas(q.levels().kick()) && q.targetLevel() < q.senderLevel()),
        otherwiseReject(
            "leave.low-level", "Your level is too low to remove this user from the room."));
  }
}
