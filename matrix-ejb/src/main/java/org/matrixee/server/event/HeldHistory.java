package org.matrixee.server.event;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.server.state.rules.StateHistory;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.GraphStore;

/**
 * A room's past as this server holds it, for one resolution. Asked for one link, it reads those of
 * all slots at once, so that the number of statements grows with the length of the longest branch.
 */
final class HeldHistory implements StateHistory {
  private static final StateTuple CREATE = StateTuple.of(EventType.CREATE);
  private static final StateTuple LEVELS = StateTuple.of(EventType.POWER_LEVELS);

  private final RoomWork work;
  private final KnownEvents known;
  private final GraphStore graph;
  private final ForkedState states;
  private final Map<EventId, Event> held = new HashMap<>();
  private final Set<EventId> absent = new HashSet<>();
  private final Set<EventId> missing = new HashSet<>();

  HeldHistory(RoomWork work, KnownEvents known, GraphStore graph, ForkedState states) {
    this.work = work;
    this.known = known;
    this.graph = graph;
    this.states = states;
  }

  /** Notes an event that is known, so that it need not be read. */
  void add(Event event) {
    held.put(event.id(), event);
  }

  /** Events without which levels at some point could not be told. */
  Set<EventId> missing() {
    return missing;
  }

  @Override
  public Optional<Event> find(EventId id) {
    Event own = held.get(id);
    if (own == null) {
      own = work.graph().added(id);
    }
    if (own == null && !absent.contains(id)) {
      own = read(id);
    }
    return Optional.ofNullable(own);
  }

  /** Reads a link, and with it all other links that are open. */
  private @Nullable Event read(EventId id) {
    Set<EventId> wanted = new HashSet<>();
    wanted.add(id);
    for (Event event : held.values()) {
      EventId link = event.prevState();
      if (link != null && !held.containsKey(link) && !absent.contains(link)) {
        wanted.add(link);
      }
    }
    Map<EventId, KnownEvent> found = known.find(work, wanted);
    for (EventId each : wanted) {
      KnownEvent event = found.get(each);
      if (event == null) {
        absent.add(each);
      } else {
        held.put(each, event.event());
      }
    }
    return held.get(id);
  }

  @Override
  public boolean isRejected(EventId id) {
    GraphNode node = node(id);
    return node != null && node.status() == EventStatus.REJECTED;
  }

  private @Nullable GraphNode node(EventId id) {
    GraphNode node = work.graph().node(id);
    return node != null ? node : graph.nodes(Set.of(id)).get(id);
  }

  @Override
  public StateMap findStateAfter(Event event, Set<StateTuple> slots) {
    GraphNode node = node(event.id());
    if (node != null && node.isStateKnown()) {
      long snapshot = states.after(work, node);
      return KnownEvents.map(known.slots(work, snapshot, slots));
    }
    return levelsAtOutlier(event);
  }

  /**
   * The levels in force at an event that came without its state, as everything from before our
   * join: the newest levels that are not deeper. That is right wherever the past did not fork.
   */
  private StateMap levelsAtOutlier(Event event) {
    Map<StateTuple, KnownEvent> now =
        known.slots(work, work.snapshots().real(work.head().snapshot()), Set.of(CREATE, LEVELS));
    Map<StateTuple, Event> levels = new HashMap<>();
    KnownEvent create = now.get(CREATE);
    if (create != null) {
      levels.put(CREATE, create.event());
    }
    Event at = event.isState() && event.slot().equals(LEVELS) ? event : current(now);
    while (at != null && at.depth() > event.depth()) {
      EventId link = at.prevState();
      Event next = link == null ? null : find(link).orElse(null);
      if (link != null && next == null) {
        missing.add(link);
      }
      at = next != null && next.depth() < at.depth() ? next : null;
    }
    if (at != null) {
      levels.put(LEVELS, at);
    }
    return new StateMap(levels);
  }

  private static @Nullable Event current(Map<StateTuple, KnownEvent> now) {
    KnownEvent levels = now.get(LEVELS);
    return levels == null ? null : levels.event();
  }
}
