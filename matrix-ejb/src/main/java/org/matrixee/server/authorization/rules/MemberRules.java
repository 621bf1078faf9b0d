package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.otherwiseReject;
import static org.matrixee.server.authorization.rules.AuthRule.reject;

import java.util.ArrayList;
import java.util.List;
import org.matrixee.model.event.EventType;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;

/**
 * Changes of membership. Spec: authorization rules, step 5 (room versions 1 to 5), step 4 (6 to
 * 11), step 5 (12).
 */
final class MemberRules {
  private MemberRules() {}

  static AuthRule of(AuthRules.EventGraph rules) {
    List<AuthRule> list = new ArrayList<>();
    list.add(
        reject(
            "member.malformed",
            q -> !q.isState() || !q.content().containsKey("membership"),
            "A membership needs a state key and says which it is."));
    if (rules.has(AuthFeature.RESTRICTED_JOINS)) {
      list.add(RestrictedJoinRules.signature());
    }
    list.add(JoinRules.of(rules));
    list.add(InviteRules.of());
    list.add(LeaveRules.of(rules));
    list.add(BanRules.of());
    if (rules.has(AuthFeature.KNOCKING)) {
      list.add(KnockRules.of(rules));
    }
    list.add(otherwiseReject("member.unknown", "There is no such membership."));
    return new RuleList(q -> q.isType(EventType.MEMBER), list);
  }
}
