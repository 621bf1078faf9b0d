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
import org.matrixee.model.event.StateLink;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.server.state.rules.StateHistory;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.GraphStore;

/**
 * A room's past as this server holds it, for one resolution. What an event replaces is read from
 * the state before it, where that is known, and not from the event: a banned user would else claim
 * that his join replaces the ban. Asked for one link, it reads those of all slots, and many at
 * once.
 */
final class HeldHistory implements StateHistory {
  private static final StateTuple CREATE = StateTuple.of(EventType.CREATE);
  private static final StateTuple LEVELS = StateTuple.of(EventType.POWER_LEVELS);

  /** How many links of a chain are read by one statement. */
  private static final int AT_ONCE = 500;

  private final RoomWork work;
  private final KnownEvents known;
  private final GraphStore graph;
  private final ForkedState states;
  private final Map<EventId, StateLink> held = new HashMap<>();
  private final Set<EventId> open = new HashSet<>();
  private final Set<EventId> absent = new HashSet<>();
  private final Set<EventId> missing = new HashSet<>();

  HeldHistory(RoomWork work, KnownEvents known, GraphStore graph, ForkedState states) {
    this.work = work;
    this.known = known;
    this.graph = graph;
    this.states = states;
  }

  /** Notes a candidate, whose links are read with the first one that is asked for. */
  void add(Event event) {
    StateLink own = work.graph().link(event.id());
    EventId next = own == null ? event.id() : own.replaced();
    if (next != null) {
      open.add(next);
    }
  }

  /** Events without which levels at some point could not be told. */
  Set<EventId> missing() {
    return missing;
  }

  @Override
  public Optional<StateLink> find(EventId id) {
    StateLink own = work.graph().link(id);
    if (own == null) {
      own = held.get(id);
    }
    if (own == null && !absent.contains(id)) {
      own = read(id);
    }
    return Optional.ofNullable(own);
  }

  /** Reads a link, and with it all other links that are open. */
  private @Nullable StateLink read(EventId id) {
    open.add(id);
    Map<EventId, StateLink> found = graph.links(work.lock().roomNid(), open, AT_ONCE);
    for (EventId each : open) {
      if (!found.containsKey(each)) {
        absent.add(each);
      }
    }
    open.clear();
    held.putAll(found);
    for (StateLink link : found.values()) {
      EventId next = link.replaced();
      if (next != null && !held.containsKey(next) && work.graph().link(next) == null) {
        open.add(next);
      }
    }
    open.removeAll(absent);
    return held.get(id);
  }

  @Override
  public Optional<Event> findEvent(EventId id) {
    Event own = work.graph().added(id);
    if (own == null) {
      KnownEvent event = known.find(work, Set.of(id)).get(id);
      own = event == null ? null : event.event();
    }
    return Optional.ofNullable(own);
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
  public StateMap findStateAfter(StateLink event, Set<StateTuple> slots) {
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
  private StateMap levelsAtOutlier(StateLink event) {
    Map<StateTuple, KnownEvent> now =
        known.slots(work, states.real(work, work.head().snapshot()), Set.of(CREATE, LEVELS));
    Map<StateTuple, Event> levels = new HashMap<>();
    KnownEvent create = now.get(CREATE);
    if (create != null) {
      levels.put(CREATE, create.event());
    }
    KnownEvent current = now.get(LEVELS);
    StateLink at = event;
    if (!event.slot().equals(LEVELS)) {
      at = current == null ? null : find(current.event().id()).orElse(null);
    }
    while (at != null && at.depth() > event.depth()) {
      EventId link = at.replaced();
      StateLink next = link == null ? null : find(link).orElse(null);
      if (link != null && next == null) {
        missing.add(link);
      }
      at = next != null && next.depth() < at.depth() ? next : null;
    }
    if (at != null) {
      Event added = work.graph().added(at.id());
      KnownEvent found = added == null ? known.find(work, Set.of(at.id())).get(at.id()) : null;
      if (added != null) {
        levels.put(LEVELS, added);
      } else if (found != null) {
        levels.put(LEVELS, found.event());
      }
    }
    return new StateMap(levels);
  }
}
