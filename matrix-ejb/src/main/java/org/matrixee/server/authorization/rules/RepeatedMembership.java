package org.matrixee.server.authorization.rules;

import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.room.Membership;

/** Membership changes that change nothing. */
public final class RepeatedMembership {
  private RepeatedMembership() {}

  /**
   * Whether an allowed candidate would only say again what is so, and is to be answered without a
   * new event. Ask the authorizer first: a repetition that is not allowed is refused.
   *
   * <p>A server that renews a member event with other content, since the user changed the display
   * name, does not repeat.
   *
   * <p>2014: authorization-v1, section 3: join when joined, invite when invited, ban when banned.
   *
   * @param state the state before it, at least the slots of {@link AuthSlots}
   */
  public static boolean isNoEffect(AuthCandidate candidate, StateMap state) {
    return isRepetition(candidate, state)
        && (!candidate.byServer() || isSameAgain(candidate, state));
  }

  /** Whether a membership is there already with the very same content. */
  static boolean isSameAgain(AuthCandidate candidate, StateMap state) {
    StateTuple slot = candidate.slot();
    Event current = slot == null ? null : state.get(slot);
    return current != null
        && isRepetition(candidate, state)
        && candidate.content().equals(current.content());
  }

  private static boolean isRepetition(AuthCandidate candidate, StateMap state) {
    StateTuple slot = candidate.slot();
    Event current = slot == null ? null : state.get(slot);
    if (current == null || !candidate.type().equals(EventType.MEMBER)) {
      return false;
    }
    Membership next = Levels2014.membershipIn(candidate.content());
    if (next == null || next != Levels2014.membershipIn(current.content())) {
      return false;
    }
    return switch (next) {
      case JOIN, INVITE, BAN -> true;
      case LEAVE, KNOCK -> false;
    };
  }
}
