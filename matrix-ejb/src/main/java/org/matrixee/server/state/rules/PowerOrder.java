package org.matrixee.server.state.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.PowerLevels;
import org.matrixee.server.authorization.rules.PowerLevelsReader;

/**
 * Which events might take somebody's powers away, and in which order they are tried.
 *
 * <p>Spec: room version 2, "Power events" and "Reverse topological power ordering".
 */
final class PowerOrder {
  private static final StateTuple CREATE = StateTuple.of(EventType.CREATE);
  private static final StateTuple POWER_LEVELS = StateTuple.of(EventType.POWER_LEVELS);

  private final AuthGraph graph;
  private final PowerLevelsReader levels;
  private final Map<EventId, PowerLevels> read = new HashMap<>();

  PowerOrder(AuthGraph graph, PowerLevelsReader levels) {
    this.graph = graph;
    this.levels = levels;
  }

  static boolean isPowerEvent(Event event) {
    return switch (event.type()) {
      case EventType.POWER_LEVELS, EventType.JOIN_RULES -> event.isState();
      case EventType.MEMBER -> isRemoval(event);
      default -> false;
    };
  }

  private static boolean isRemoval(Event event) {
    if (!event.isState() || event.sender().value().equals(event.stateKey())) {
      return false;
    }
    String membership = event.content().getString("membership", "");
    return membership.equals(Membership.LEAVE.word()) || membership.equals(Membership.BAN.word());
  }

  /**
   * The power events of a set in their order, with what is under them in the set. Their auth chains
   * are followed within the set, as other servers do.
   */
  List<Event> of(Map<EventId, Event> full) {
    Map<EventId, Event> chosen = new LinkedHashMap<>();
    Deque<Event> open = new ArrayDeque<>();
    full.values().stream().filter(PowerOrder::isPowerEvent).forEach(open::add);
    while (!open.isEmpty()) {
      Event event = open.removeFirst();
      if (chosen.putIfAbsent(event.id(), event) == null) {
        graph.cited(event).stream()
            .filter(cited -> full.containsKey(cited.id()))
            .forEach(open::add);
      }
    }
    return sorted(chosen);
  }

  /** Kahn's algorithm: of all events whose auth events are done, the smallest comes next. */
  private List<Event> sorted(Map<EventId, Event> events) {
    Map<EventId, Long> power = new HashMap<>();
    events.values().forEach(event -> power.put(event.id(), senderLevel(event)));
    Comparator<Event> order =
        Comparator.<Event>comparingLong(event -> power.getOrDefault(event.id(), 0L))
            .reversed()
            .thenComparingLong(Event::originServerTs)
            .thenComparing(event -> event.id().value());
    Map<EventId, Set<EventId>> waiting = new HashMap<>();
    Map<EventId, Collection<Event>> citedBy = new HashMap<>();
    PriorityQueue<Event> ready = new PriorityQueue<>(order);
    for (Event event : events.values()) {
      Set<EventId> under = new HashSet<>();
      for (Event cited : graph.cited(event)) {
        if (events.containsKey(cited.id()) && under.add(cited.id())) {
          citedBy.computeIfAbsent(cited.id(), id -> new ArrayList<>()).add(event);
        }
      }
      waiting.put(event.id(), under);
      if (under.isEmpty()) {
        ready.add(event);
      }
    }
    List<Event> sorted = new ArrayList<>(events.size());
    while (!ready.isEmpty()) {
      Event next = ready.remove();
      sorted.add(next);
      for (Event above : citedBy.getOrDefault(next.id(), List.of())) {
        Set<EventId> rest = waiting.getOrDefault(above.id(), Set.of());
        rest.remove(next.id());
        if (rest.isEmpty()) {
          ready.add(above);
        }
      }
    }
    return sorted;
  }

  /** The level of an event's sender by the event's own auth events. */
  private long senderLevel(Event event) {
    Event power = graph.cited(event, POWER_LEVELS);
    PowerLevels found =
        power == null
            ? read(event, null)
            : read.computeIfAbsent(power.id(), id -> read(event, power));
    return found.of(event.sender());
  }

  private PowerLevels read(Event event, @Nullable Event power) {
    Map<StateTuple, Event> state = new HashMap<>();
    Event create = graph.create(event);
    if (create != null) {
      state.put(CREATE, create);
    }
    if (power != null) {
      state.put(POWER_LEVELS, power);
    }
    return levels.read(new StateMap(state));
  }
}
