package org.matrixee.server.state.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;

/**
 * The states that are to become one: where they differ, and, asked for slot by slot, what they
 * agree on. So resolving costs what the forks differ in, not what the room holds.
 */
public interface StateForks {
  /**
   * For each fork its events in the slots in which not all forks have the same event. A fork whose
   * slot is empty leaves it out.
   */
  List<Map<StateTuple, Event>> differing();

  /** The event that all forks have in a slot; null if there is none. */
  @Nullable Event agreed(StateTuple slot);

  /**
   * Which of some events are in the auth chain of an event on which all forks agree.
   *
   * @param events none of which the forks agree on
   */
  Set<EventId> underAgreed(Set<EventId> events);

  /** Forks that are at hand as a whole. */
  static StateForks of(List<StateMap> forks, StateHistory history) {
    return WholeForks.of(forks, history);
  }
}
