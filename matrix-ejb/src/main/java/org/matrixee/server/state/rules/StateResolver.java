package org.matrixee.server.state.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;

/** Brings the states after several forward extremities together. Stateless. */
public interface StateResolver {
  /**
   * The one state that the forks make, where they differ: a slot that is missing in the answer and
   * in which they differ is empty, every other slot holds what they agree on.
   *
   * <p>The answer is the same for every order of the forks.
   *
   * @param history what the room's past says
   */
  Map<StateTuple, Event> resolve(StateForks forks, StateHistory history);

  /**
   * Events that a complete answer needs and {@code history} does not hold: fetch them as outliers
   * and ask again, for after them more may be missing. Those that cannot be had are then passed
   * over by {@link #resolve}.
   */
  Set<EventId> findMissing(StateForks forks, StateHistory history);

  /**
   * The one state that the forks make.
   *
   * @param forks the state after each fork; none gives the empty state. Forks of a room of 2014 may
   *     be cut down to the slots in which they differ, if {@code m.room.create} and {@code
   *     m.room.power_levels} stay in all of them
   */
  default StateMap resolve(List<StateMap> forks, StateHistory history) {
    if (forks.size() == 1) {
      return forks.get(0);
    }
    Map<StateTuple, Event> whole = new HashMap<>();
    StateForks compared = StateForks.of(forks, history);
    forks.forEach(fork -> whole.putAll(fork.entries()));
    compared.differing().forEach(own -> whole.keySet().removeAll(own.keySet()));
    whole.putAll(resolve(compared, history));
    return new StateMap(whole);
  }

  /** As {@link #findMissing(StateForks, StateHistory)}, of forks as {@link #resolve} takes them. */
  default Set<EventId> findMissing(List<StateMap> forks, StateHistory history) {
    return findMissing(StateForks.of(forks, history), history);
  }
}
