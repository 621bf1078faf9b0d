package org.matrixee.server.state.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;

/**
 * The line of power levels that led to those in force, by which other events are ordered: what was
 * sent under older levels comes first.
 *
 * <p>Spec: room version 2, "Mainline ordering".
 */
final class Mainline {
  private static final StateTuple POWER_LEVELS = StateTuple.of(EventType.POWER_LEVELS);

  /** The position of what has no power levels of the line under it. */
  private static final int NONE = Integer.MAX_VALUE;

  private final AuthGraph graph;
  private final Map<EventId, Integer> positions = new HashMap<>();

  /**
   * The line that ends in an event.
   *
   * @param power the power levels in force; null if there are none
   */
  Mainline(AuthGraph graph, @Nullable Event power) {
    this.graph = graph;
    Event at = power;
    while (at != null && positions.putIfAbsent(at.id(), positions.size()) == null) {
      at = graph.cited(at, POWER_LEVELS);
    }
  }

  /** Sorts events by their positions, then by time and ID. */
  List<Event> sort(Iterable<Event> events) {
    Map<EventId, Integer> found = new HashMap<>();
    List<Event> sorted = new ArrayList<>();
    for (Event event : events) {
      sorted.add(event);
      found.put(event.id(), position(event));
    }
    Comparator<Event> byPosition =
        Comparator.<Event>comparingInt(event -> found.getOrDefault(event.id(), NONE)).reversed();
    sorted.sort(
        byPosition
            .thenComparingLong(Event::originServerTs)
            .thenComparing(event -> event.id().value()));
    return sorted;
  }

  private int position(Event event) {
    Set<EventId> seen = new HashSet<>();
    Event at = graph.cited(event, POWER_LEVELS);
    while (at != null && seen.add(at.id())) {
      Integer position = positions.get(at.id());
      if (position != null) {
        return position;
      }
      at = graph.cited(at, POWER_LEVELS);
    }
    return NONE;
  }
}
