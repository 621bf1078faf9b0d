package org.matrixee.server.state.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;

/** The auth events around the conflicts of one resolution; asks for each event once. */
final class AuthGraph {
  private static final StateTuple CREATE = StateTuple.of(EventType.CREATE);

  private final StateForks forks;
  private final StateHistory history;
  private final Map<EventId, Optional<Event>> held = new HashMap<>();
  private final Set<EventId> missing = new HashSet<>();

  AuthGraph(StateForks forks, StateHistory history) {
    this.forks = forks;
    this.history = history;
    forks
        .differing()
        .forEach(own -> own.values().forEach(event -> held.put(event.id(), Optional.of(event))));
  }

  /** An event; null if it is not held. */
  @Nullable Event find(EventId id) {
    Optional<Event> event = held.computeIfAbsent(id, history::findEvent);
    if (event.isEmpty()) {
      missing.add(id);
    }
    return event.orElse(null);
  }

  /** What was asked for and is not held. */
  Set<EventId> missing() {
    return missing;
  }

  /** The state events that an event names as its auth events, as far as they are held. */
  List<Event> cited(Event event) {
    List<Event> cited = new ArrayList<>();
    for (EventReference reference : event.authEvents()) {
      Event found = find(reference.id());
      if (found != null && found.isState()) {
        cited.add(found);
      }
    }
    return cited;
  }

  /** The cited event of a slot; null if none is. */
  @Nullable Event cited(Event event, StateTuple slot) {
    for (Event each : cited(event)) {
      if (each.slot().equals(slot)) {
        return each;
      }
    }
    return null;
  }

  /** Whether all forks have an event in their state. */
  boolean isAgreed(Event event) {
    Event agreed = forks.agreed(event.slot());
    return agreed != null && agreed.id().equals(event.id());
  }

  boolean isRejected(Event event) {
    return history.isRejected(event.id());
  }

  /** The event that made the room: cited, or named by the room ID as from room version 12. */
  @Nullable Event create(Event event) {
    Event cited = cited(event, CREATE);
    if (cited != null) {
      return cited;
    }
    Event agreed = forks.agreed(CREATE);
    return agreed != null ? agreed : find(new EventId("$" + event.room().value().substring(1)));
  }
}
