package org.matrixee.server.state.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;

/**
 * Forks that are at hand as a whole. Comparing them looks at all their events, and a question for
 * auth chains may walk through those of the whole state: rooms of any size are given by an
 * implementation that knows differences and chains by index.
 *
 * @param common the slots in which they agree
 */
record WholeForks(
    List<Map<StateTuple, Event>> differing, Map<StateTuple, Event> common, StateHistory history)
    implements StateForks {

  static StateForks of(List<StateMap> forks, StateHistory history) {
    Map<StateTuple, Event> common = new HashMap<>();
    Set<StateTuple> open = new HashSet<>();
    for (StateMap fork : forks) {
      for (Map.Entry<StateTuple, Event> entry : fork.entries().entrySet()) {
        Event other = common.putIfAbsent(entry.getKey(), entry.getValue());
        if (other != null && !other.id().equals(entry.getValue().id())) {
          open.add(entry.getKey());
        }
      }
    }
    for (StateTuple slot : common.keySet()) {
      if (forks.stream().anyMatch(fork -> fork.get(slot) == null)) {
        open.add(slot);
      }
    }
    common.keySet().removeAll(open);
    List<Map<StateTuple, Event>> differing = new ArrayList<>();
    for (StateMap fork : forks) {
      Map<StateTuple, Event> own = new HashMap<>();
      for (StateTuple slot : open) {
        Event event = fork.get(slot);
        if (event != null) {
          own.put(slot, event);
        }
      }
      differing.add(own);
    }
    return new WholeForks(differing, common, history);
  }

  @Override
  public @Nullable Event agreed(StateTuple slot) {
    return common.get(slot);
  }

  @Override
  public Set<EventId> underAgreed(Set<EventId> events) {
    Set<EventId> found = new HashSet<>();
    Set<EventId> seen = new HashSet<>();
    Deque<Event> open = new ArrayDeque<>(common.values());
    while (!open.isEmpty() && found.size() < events.size()) {
      for (EventReference cited : open.removeFirst().authEvents()) {
        if (seen.add(cited.id())) {
          if (events.contains(cited.id())) {
            found.add(cited.id());
          }
          history.findEvent(cited.id()).ifPresent(open::add);
        }
      }
    }
    return found;
  }
}
