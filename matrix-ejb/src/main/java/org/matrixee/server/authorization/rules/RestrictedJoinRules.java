package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.allow;
import static org.matrixee.server.authorization.rules.AuthRule.otherwiseAllow;
import static org.matrixee.server.authorization.rules.AuthRule.reject;

import jakarta.json.JsonString;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.JoinRule;
import org.matrixee.model.room.Membership;

/**
 * Joins that a member of the room vouches for, since the user is in another room. Spec:
 * authorization rules, steps 4.2 and 4.3.5 (room versions 8 to 11), 5.2 and 5.3.5 (12).
 */
final class RestrictedJoinRules {
  static final String AUTHORISED_BY = RestrictedJoin.AUTHORISED_BY;

  private RestrictedJoinRules() {}

  /** Whoever is said to have vouched for somebody has signed. */
  static AuthRule signature() {
    return RuleList.when(
        q -> q.content().containsKey(AUTHORISED_BY),
        reject(
            "restricted.not-signed",
            q -> {
              String user = authorisedBy(q);
              return user == null
                  || !AuthQuestion.isUserId(user)
                  || !q.candidate().links().signers().contains(AuthQuestion.domain(user));
            },
            "The server of the user who is to have authorised the join has not signed it."));
  }

  static AuthRule of(AuthRules.EventGraph rules) {
    Set<JoinRule> restricted = RestrictedJoin.joinRules(rules);
    return RuleList.when(
        q -> q.joinRuleIs(restricted),
        allow("restricted.invited", q -> q.senderIs(JoinRules.INVITED_OR_JOINED)),
        reject(
            "restricted.not-authorised",
            q -> {
              String user = authorisedBy(q);
              return user == null
                  || q.membership(user) != Membership.JOIN
                  || q.levels().of(user) < q.levels().invite();
            },
            "Nobody who may invite has authorised the join."),
        otherwiseAllow("restricted.authorised"));
  }

  private static @Nullable String authorisedBy(AuthQuestion q) {
    return q.content().get(AUTHORISED_BY) instanceof JsonString user ? user.getString() : null;
  }
}
