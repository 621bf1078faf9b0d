package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.reject;

import org.matrixee.model.room.Membership;

/** What every event must satisfy that is not about creation, aliases and memberships. */
final class SendRules {
  private SendRules() {}

  /** Spec: authorization rules, step 6 (room versions 1 to 5), 5 (6 to 11), 6 (12). */
  static AuthRule senderIsJoined() {
    return reject("send.not-joined", q -> !q.senderIs(Membership.JOIN), RoomAuthorizer.NO_ACCESS);
  }

  /** Spec: authorization rules, step 8 (room versions 1 to 5), 7 (6 to 11), 8 (12). */
  static AuthRule level() {
    return reject(
        "send.low-level",
        q -> !q.senderHas(q.levels().needed(q.candidate().type(), q.isState())),
        "Your level is too low to send this event here.");
  }

  /** Spec: authorization rules, step 9 (room versions 1 to 5), 8 (6 to 11), 9 (12). */
  static AuthRule stateOfOthers() {
    return reject(
        "send.state-of-other-user",
        q -> q.stateKey().startsWith("@") && !q.sentBySubject(),
        "State under a user's ID can be set by that user only.");
  }
}
