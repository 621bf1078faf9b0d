package org.matrixee.server.authorization.rules;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
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
   * Judges an event by the events that it names itself as those that allow it, and these events.
   *
   * <p>Spec: server-server, "Checks performed on receipt of a PDU", step 4. Rooms of 2014 have no
   * such events: there everything passes.
   *
   * @param cited the events in {@code auth_events}, all of them
   * @param create the event that the room ID names, where it names one; null if it is not known, or
   *     was rejected
   */
  Verdict checkAuthEvents(Event event, List<CitedEvent> cited, @Nullable Event create);

  /** The slots of the state that judging a candidate needs, whatever the size of the room. */
  Set<StateTuple> slots(AuthCandidate candidate);

  /** The slots whose events a candidate has to name as its auth events; none in rooms of 2014. */
  Set<StateTuple> authEvents(AuthCandidate candidate);

  /**
   * The levels to write into an event of this server.
   *
   * @param state the state before it, at least the slots of {@link #slots}
   */
  LevelStamp stamp(EventDraft draft, StateMap state);

  /**
   * Whether a candidate that is allowed would only say again what is so, and is to be answered
   * without a new event.
   *
   * @param state the state before it, at least the slots of {@link #slots}
   */
  boolean isRepeated(AuthCandidate candidate, StateMap state);

  /**
   * Whether a user may take part without sending an event: typing, reading as a member.
   *
   * <p>2014: authorization-v1, A12.
   *
   * @param state at least the user's member slot
   */
  Verdict checkJoined(UserId user, StateMap state);
}
