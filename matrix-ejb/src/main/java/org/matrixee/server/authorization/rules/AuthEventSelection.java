package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.Membership;

/**
 * Which events of a room's state an event of room version 1 to 12 names as {@code auth_events}.
 *
 * <p>Spec: server-server, "Auth events selection"; room version 12, "Authorisation rules".
 */
final class AuthEventSelection {
  private static final Set<Membership> UNDER_JOIN_RULES =
      Set.of(Membership.JOIN, Membership.INVITE, Membership.KNOCK);

  private AuthEventSelection() {}

  /** The slots whose events are to be named; for some of them there may be no event. */
  static Set<StateTuple> of(AuthRules.EventGraph rules, AuthCandidate candidate) {
    Set<StateTuple> slots = new LinkedHashSet<>();
    if (candidate.type().equals(EventType.CREATE)) {
      return slots;
    }
    if (!rules.has(AuthFeature.CREATE_IS_ROOM_ID)) {
      slots.add(StateTuple.of(EventType.CREATE));
    }
    slots.add(StateTuple.of(EventType.POWER_LEVELS));
    slots.add(StateTuple.member(candidate.sender()));
    String target = candidate.stateKey();
    if (candidate.type().equals(EventType.MEMBER) && target != null) {
      addForMembership(rules, candidate.content(), target, slots);
    }
    return slots;
  }

  private static void addForMembership(
      AuthRules.EventGraph rules, JsonObject content, String target, Set<StateTuple> slots) {
    slots.add(new StateTuple(EventType.MEMBER, target));
    Membership membership = membership(content);
    if (membership == null) {
      return;
    }
    if (UNDER_JOIN_RULES.contains(membership)) {
      slots.add(StateTuple.of(EventType.JOIN_RULES));
    }
    if (membership == Membership.INVITE) {
      token(content)
          .ifPresent(token -> slots.add(new StateTuple(EventType.THIRD_PARTY_INVITE, token)));
    }
    if (membership == Membership.JOIN
        && rules.has(AuthFeature.RESTRICTED_JOINS)
        && content.get(RestrictedJoinRules.AUTHORISED_BY) instanceof JsonString user) {
      slots.add(new StateTuple(EventType.MEMBER, user.getString()));
    }
  }

  private static @Nullable Membership membership(JsonObject content) {
    return content.get("membership") instanceof JsonString word
        ? Membership.parse(word.getString()).orElse(null)
        : null;
  }

  /** The token of the third-party invite that the content accepts. */
  static Optional<String> token(JsonObject content) {
    return content.get(ThirdPartyInviteRules.INVITE) instanceof JsonObject invite
            && invite.get("signed") instanceof JsonObject signed
            && signed.get("token") instanceof JsonString token
        ? Optional.of(token.getString())
        : Optional.empty();
  }
}
