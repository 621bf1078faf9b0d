package org.matrixee.server.state.rules;

import java.util.List;
import java.util.Set;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.id.EventId;

/** Brings the states after several forward extremities together. Stateless. */
public interface StateResolver {
  /**
   * The one state that the forks make.
   *
   * <p>The answer is the same for every order of the forks, and a fork that is given twice, or the
   * answer given as one more fork, changes nothing.
   *
   * <p>Forks may be cut down to the slots in which they differ, if {@code m.room.create} and {@code
   * m.room.power_levels} stay in all of them.
   *
   * @param forks the state after each fork; none gives the empty state
   * @param history what the room's past says
   */
  StateMap resolve(List<StateMap> forks, StateHistory history);

  /**
   * Events that a complete answer needs and {@code history} does not hold: fetch them as outliers
   * and ask again, for after them more may be missing. Those that cannot be had are then passed
   * over by {@link #resolve}.
   */
  Set<EventId> findMissing(List<StateMap> forks, StateHistory history);
}
