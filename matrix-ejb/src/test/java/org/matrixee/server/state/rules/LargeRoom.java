package org.matrixee.server.state.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;

/**
 * Forks of a large room as a store with indexes gives them: the differences, one agreed slot, and
 * the auth graph upwards. Counts every event that is looked at.
 */
final class LargeRoom implements StateForks, StateHistory {
  private final Map<StateTuple, Event> agreed;
  private final List<Map<StateTuple, Event>> differing;
  private final Map<EventId, Event> events;
  private final Map<EventId, List<Event>> citedBy = new HashMap<>();
  private int touched;

  LargeRoom(
      Map<StateTuple, Event> agreed,
      List<Map<StateTuple, Event>> differing,
      Map<EventId, Event> events) {
    this.agreed = agreed;
    this.differing = differing;
    this.events = events;
    for (Event event : events.values()) {
      for (EventReference cited : event.authEvents()) {
        citedBy.computeIfAbsent(cited.id(), id -> new ArrayList<>()).add(event);
      }
    }
  }

  /** How many events were looked at, up or down the graph, or in the state. */
  int touched() {
    return touched;
  }

  /** How large the room is. */
  int size() {
    return agreed.size();
  }

  /** The forks as whole maps. */
  List<StateMap> whole() {
    return differing.stream()
        .map(
            own -> {
              Map<StateTuple, Event> all = new HashMap<>(agreed);
              all.putAll(own);
              return new StateMap(all);
            })
        .toList();
  }

  @Override
  public List<Map<StateTuple, Event>> differing() {
    return differing;
  }

  @Override
  public @Nullable Event agreed(StateTuple slot) {
    touched++;
    return agreed.get(slot);
  }

  @Override
  public Set<EventId> underAgreed(Set<EventId> asked) {
    Set<EventId> under = new HashSet<>();
    for (EventId id : asked) {
      if (isUnderAgreed(id)) {
        under.add(id);
      }
    }
    return under;
  }

  private boolean isUnderAgreed(EventId id) {
    Set<EventId> seen = new HashSet<>();
    Deque<EventId> up = new ArrayDeque<>(List.of(id));
    while (!up.isEmpty()) {
      for (Event above : citedBy.getOrDefault(up.removeFirst(), List.of())) {
        touched++;
        if (above.equals(agreed.get(above.slot()))) {
          return true;
        }
        if (seen.add(above.id())) {
          up.add(above.id());
        }
      }
    }
    return false;
  }

  @Override
  public Optional<Event> findEvent(EventId id) {
    touched++;
    return Optional.ofNullable(events.get(id));
  }

  @Override
  public boolean isRejected(EventId id) {
    return false;
  }

  @Override
  public Optional<StateLink> find(EventId id) {
    throw new AssertionError("only rooms of 2014 ask for this");
  }

  @Override
  public StateMap findStateAfter(StateLink event, Set<StateTuple> slots) {
    throw new AssertionError("only rooms of 2014 ask for this");
  }
}
