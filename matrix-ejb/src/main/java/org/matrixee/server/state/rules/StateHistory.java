package org.matrixee.server.state.rules;

import java.util.Optional;
import java.util.Set;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;

/**
 * What state resolution may ask about a room's past. It must answer the same for the same event
 * always.
 */
public interface StateHistory {
  /**
   * A state event of the room that is held, whatever its status, and what it replaces; empty if it
   * is not held.
   */
  Optional<StateLink> find(EventId id);

  /** An event of the room that is held, whatever its status; empty if it is not held. */
  Optional<Event> findEvent(EventId id);

  /** Whether an event was rejected when it was received. */
  boolean isRejected(EventId id);

  /**
   * The state right after an event, the event itself included.
   *
   * @param slots the slots that matter; others may be left out
   * @return the empty state if it is not known, as for outliers
   */
  StateMap findStateAfter(StateLink event, Set<StateTuple> slots);
}
