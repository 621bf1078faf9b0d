package org.matrixee.server.state.rules;

import java.util.List;
import java.util.Set;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.id.EventId;

/** Stub. */
final class PrevStateTreeResolver implements StateResolver {
  @Override
  public StateMap resolve(List<StateMap> forks, StateHistory history) {
    return forks.isEmpty() ? StateMap.EMPTY : forks.get(0);
  }

  @Override
  public Set<EventId> findMissing(List<StateMap> forks, StateHistory history) {
    return Set.of();
  }
}
