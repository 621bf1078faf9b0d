package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.allow;
import static org.matrixee.server.authorization.rules.AuthRule.otherwiseReject;
import static org.matrixee.server.authorization.rules.AuthRule.reject;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.matrixee.model.event.Event;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.JoinRule;
import org.matrixee.model.room.Membership;

/**
 * Joins. Spec: authorization rules, step 5.2 (room versions 1 to 5), 4.2 (6 and 7), 4.3 (8 to 11),
 * 5.3 (12).
 */
final class JoinRules {
  static final Set<Membership> INVITED_OR_JOINED = Set.of(Membership.INVITE, Membership.JOIN);

  private JoinRules() {}

  static AuthRule of(AuthRules.EventGraph rules) {
    Set<JoinRule> byInvite =
        rules.has(AuthFeature.KNOCKING)
            ? Set.of(JoinRule.INVITE, JoinRule.KNOCK)
            : Set.of(JoinRule.INVITE);
    List<AuthRule> list = new ArrayList<>();
    list.add(allow("join.creators-first", JoinRules::isCreatorsFirst));
    list.add(
        reject("join.other-user", q -> !q.sentBySubject(), "Nobody can join for somebody else."));
    list.add(
        reject("join.banned", q -> q.senderIs(Membership.BAN), "You are banned from this room."));
    list.add(allow("join.invited", q -> q.joinRuleIs(byInvite) && q.senderIs(INVITED_OR_JOINED)));
    if (rules.has(AuthFeature.RESTRICTED_JOINS)) {
      list.add(RestrictedJoinRules.of(rules));
    }
    list.add(allow("join.public", q -> q.joinRuleIs(Set.of(JoinRule.PUBLIC))));
    list.add(otherwiseReject("join.not-open", RoomAuthorizer.NO_ACCESS));
    return new RuleList(q -> q.gives(Membership.JOIN), list);
  }

  private static boolean isCreatorsFirst(AuthQuestion q) {
    Event create = q.create();
    return create != null
        && q.candidate().links().prevEvents().equals(List.of(create.id()))
        && q.stateKey().equals(q.levels().creator());
  }
}
