package org.matrixee.server.authorization.rules;

import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Verdict;

/**
 * A candidate and the state that judges it.
 *
 * @param levels what the state before the candidate says
 */
record Situation2014(AuthCandidate candidate, Levels2014 levels) {
  /** The sender's level; above all levels if the server acts, since they do not bind it. */
  long senderLevel() {
    return candidate.byServer() ? Long.MAX_VALUE : levels.of(candidate.sender());
  }

  /**
   * Whether the sender is in the room. While the server makes the room, the creator counts as in it
   * even before the join.
   */
  boolean senderIsJoined() {
    UserId sender = candidate.sender();
    return levels.isJoined(sender)
        || (candidate.byServer()
            && isCreator(sender)
            && levels.state().get(StateTuple.member(sender)) == null);
  }

  boolean isCreator(UserId user) {
    UserId creator = levels.creator();
    return creator != null && creator.folded().equals(user.folded());
  }

  /** Section 2, "joined": who has left, was removed or never came in may do nothing. */
  Verdict checkSenderJoined() {
    return senderIsJoined()
        ? Verdict.allowed()
        : Verdict.denied("sender.not-joined", RoomAuthorizer.NO_ACCESS);
  }
}
