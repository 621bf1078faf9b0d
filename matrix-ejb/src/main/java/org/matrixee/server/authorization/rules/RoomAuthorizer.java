package org.matrixee.server.authorization.rules;

import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Verdict;

/** The rules of a room version on who may do what. Stateless. */
public interface RoomAuthorizer {
  /**
   * What a user hears who is not in a room, may not join it, or asks for one that does not exist:
   * the same sentence, so that it does not tell whether the room exists.
   *
   * <p>2014: authorization-v1, C16.
   */
  String NO_ACCESS = "You have no access to this room.";

  /**
   * Judges a candidate by the state before it.
   *
   * @param state at least the slots that {@link AuthSlots} names; empty before the first event
   */
  Verdict check(AuthCandidate candidate, StateMap state);

  /** Judges an event by the state before it. */
  default Verdict check(Event event, StateMap state) {
    return check(AuthCandidate.of(event), state);
  }

  /** Judges a draft by the state before it, so that a denial costs no signature. */
  default Verdict check(EventDraft draft, StateMap state) {
    return check(AuthCandidate.of(draft), state);
  }

  /**
   * Whether a user may take part without sending an event: typing, reading as a member.
   *
   * <p>2014: authorization-v1, A12.
   *
   * @param state at least the user's member slot
   */
  Verdict checkJoined(UserId user, StateMap state);
}
