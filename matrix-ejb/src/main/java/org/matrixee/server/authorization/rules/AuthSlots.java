package org.matrixee.server.authorization.rules;

import java.util.LinkedHashSet;
import java.util.Set;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;

/**
 * Which slots of a room's state a candidate's judgement and stamp need, so that only these are
 * read.
 */
public final class AuthSlots {
  private static final Set<StateTuple> LEVELS =
      Set.of(
          StateTuple.of(EventType.CREATE),
          StateTuple.of(EventType.POWER_LEVELS),
          StateTuple.of(EventType.JOIN_RULES),
          StateTuple.of(EventType.SEND_EVENT_LEVEL),
          StateTuple.of(EventType.ADD_STATE_LEVEL),
          StateTuple.of(EventType.OPS_LEVELS));

  private AuthSlots() {}

  /**
   * The slots that {@link RoomAuthorizer}, {@link RequiredLevelStamp} and {@link
   * RepeatedMembership} look at for a candidate: seven or eight, whatever the size of the room.
   */
  public static Set<StateTuple> of(AuthCandidate candidate) {
    Set<StateTuple> slots = new LinkedHashSet<>(LEVELS);
    slots.add(StateTuple.member(candidate.sender()));
    StateTuple own = candidate.slot();
    if (own != null) {
      // For a membership this is the target's member slot.
      slots.add(own);
    }
    return Set.copyOf(slots);
  }

  /** The slots that make a room's levels and join rule. */
  public static Set<StateTuple> levels() {
    return LEVELS;
  }
}
