package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.JoinRule;
import org.matrixee.model.room.Membership;

/**
 * A candidate and the state that judges it, as the rules of the room versions 1 to 12 look at them.
 *
 * @param levels the levels in that state
 * @param cited the events in {@code auth_events}; null where they are not the question, since they
 *     were checked before or are chosen by this server
 */
record AuthQuestion(
    AuthCandidate candidate,
    StateMap state,
    GraphLevels levels,
    @Nullable List<CitedEvent> cited,
    InviteSignatures signatures) {
  static final StateTuple CREATE = StateTuple.of(EventType.CREATE);
  private static final StateTuple JOIN_RULES = StateTuple.of(EventType.JOIN_RULES);

  boolean isType(String type) {
    return candidate.type().equals(type);
  }

  JsonObject content() {
    return candidate.content();
  }

  String sender() {
    return candidate.sender().value();
  }

  /** The state key; empty for what is not state, which is no user ID. */
  String stateKey() {
    String key = candidate.stateKey();
    return key == null ? "" : key;
  }

  boolean isState() {
    return candidate.stateKey() != null;
  }

  @Nullable Event create() {
    return state.get(CREATE);
  }

  boolean sentBySubject() {
    return sender().equals(candidate.stateKey());
  }

  /** The membership that the candidate gives; null if it is none that is known. */
  @Nullable Membership given() {
    return membershipIn(content());
  }

  boolean gives(Membership membership) {
    return given() == membership;
  }

  /** A user's membership in the state; null if there is none. */
  @Nullable Membership membership(String user) {
    return membership(user, state);
  }

  static @Nullable Membership membership(String user, StateMap state) {
    Event event = state.get(new StateTuple(EventType.MEMBER, user));
    return event == null ? null : membershipIn(event.content());
  }

  boolean senderIs(Membership membership) {
    return membership(sender()) == membership;
  }

  boolean senderIs(Set<Membership> memberships) {
    Membership membership = membership(sender());
    return membership != null && memberships.contains(membership);
  }

  boolean targetIs(Membership membership) {
    return membership(stateKey()) == membership;
  }

  private static @Nullable Membership membershipIn(JsonObject content) {
    return content.get("membership") instanceof JsonString word
        ? Membership.parse(word.getString()).orElse(null)
        : null;
  }

  /** Who may join; {@code INVITE} if nothing says so, null if it is a word that we do not know. */
  @Nullable JoinRule joinRule() {
    Event event = state.get(JOIN_RULES);
    if (event == null || !event.content().containsKey("join_rule")) {
      return JoinRule.INVITE;
    }
    return event.content().get("join_rule") instanceof JsonString word
        ? JoinRule.parse(word.getString()).orElse(null)
        : null;
  }

  boolean joinRuleIs(Set<JoinRule> rules) {
    JoinRule rule = joinRule();
    return rule != null && rules.contains(rule);
  }

  long senderLevel() {
    return levels.of(sender());
  }

  long targetLevel() {
    return levels.of(stateKey());
  }

  boolean senderHas(long level) {
    return senderLevel() >= level;
  }

  /** The part of a user ID after the first colon; empty if there is none. */
  static String domain(String id) {
    int colon = id.indexOf(':');
    return colon < 0 ? "" : id.substring(colon + 1);
  }

  static boolean isUserId(String text) {
    return UserId.parse(text).isPresent();
  }
}
