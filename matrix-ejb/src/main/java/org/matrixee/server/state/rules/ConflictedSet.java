package org.matrixee.server.state.rules;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;

/**
 * The full conflicted set: the conflicted state set, the auth difference, and in version 2.1 the
 * conflicted state subgraph.
 *
 * <p>The state itself counts as part of its auth chain, as in other servers: what all forks have in
 * their state is in the chains of all of them. So the walk down the auth chains of the conflicting
 * events ends wherever it meets common ground, and does not visit the room.
 *
 * <p>Spec: room version 2, "Definitions"; room version 12, "Conflicted state subgraph".
 */
final class ConflictedSet {
  private final StateForks forks;
  private final AuthGraph graph;

  private ConflictedSet(StateForks forks, AuthGraph graph) {
    this.forks = forks;
    this.graph = graph;
  }

  /** The full conflicted set by event ID. */
  static Map<EventId, Event> full(StateForks forks, AuthGraph graph, boolean withSubgraph) {
    ConflictedSet set = new ConflictedSet(forks, graph);
    Map<EventId, Event> full = set.conflicted();
    Map<EventId, Event> subgraph = withSubgraph ? set.subgraph(full) : Map.of();
    full.putAll(set.difference());
    full.putAll(subgraph);
    return full;
  }

  private Map<EventId, Event> conflicted() {
    Map<EventId, Event> conflicted = new LinkedHashMap<>();
    forks
        .differing()
        .forEach(own -> own.values().forEach(event -> conflicted.put(event.id(), event)));
    return conflicted;
  }

  /** The events that are in the auth chains of some forks and not of others. */
  private Map<EventId, Event> difference() {
    List<Map<StateTuple, Event>> differing = forks.differing();
    Map<EventId, BitSet> reachedBy = new HashMap<>();
    Map<EventId, Event> reached = new LinkedHashMap<>();
    Set<EventId> common = new HashSet<>();
    Map<EventId, Event> open = new LinkedHashMap<>();
    for (int i = 0; i < differing.size(); i++) {
      for (Event event : differing.get(i).values()) {
        mask(reachedBy, event.id()).set(i);
        open.put(event.id(), event);
      }
    }
    while (!open.isEmpty()) {
      // What is new in this round may lie below what the forks agree on: asked for all at once.
      Set<EventId> fresh = new HashSet<>(open.keySet());
      fresh.removeAll(reached.keySet());
      reached.putAll(open);
      common.addAll(forks.underAgreed(fresh));
      open.keySet().removeAll(common);
      open = step(open, reachedBy, common);
    }
    reached.keySet().removeAll(common);
    reached.keySet().removeIf(id -> mask(reachedBy, id).cardinality() == differing.size());
    return reached;
  }

  private static BitSet mask(Map<EventId, BitSet> reachedBy, EventId id) {
    return reachedBy.computeIfAbsent(id, unseen -> new BitSet());
  }

  /** The auth events of events, those that are reached by more forks than was known. */
  private Map<EventId, Event> step(
      Map<EventId, Event> from, Map<EventId, BitSet> reachedBy, Set<EventId> common) {
    Map<EventId, Event> next = new LinkedHashMap<>();
    for (Event event : from.values()) {
      for (Event cited : graph.cited(event)) {
        if (common.contains(cited.id()) || graph.isAgreed(cited)) {
          continue;
        }
        BitSet mask = mask(reachedBy, cited.id());
        int before = mask.cardinality();
        mask.or(mask(reachedBy, event.id()));
        if (mask.cardinality() > before) {
          next.put(cited.id(), cited);
        }
      }
    }
    return next;
  }

  /**
   * The events on paths of auth events between conflicted events. Such a path may lead through what
   * the forks agree on, so the whole auth chains of the conflicted events are walked.
   */
  private Map<EventId, Event> subgraph(Map<EventId, Event> conflicted) {
    Map<EventId, Event> seen = new HashMap<>(conflicted);
    Map<EventId, Set<EventId>> citedBy = new HashMap<>();
    Deque<Event> open = new ArrayDeque<>(conflicted.values());
    while (!open.isEmpty()) {
      Event event = open.removeFirst();
      for (Event cited : graph.cited(event)) {
        citedBy.computeIfAbsent(cited.id(), id -> new HashSet<>()).add(event.id());
        if (seen.putIfAbsent(cited.id(), cited) == null) {
          open.add(cited);
        }
      }
    }
    Map<EventId, Event> between = new LinkedHashMap<>();
    Deque<EventId> up = new ArrayDeque<>(conflicted.keySet());
    while (!up.isEmpty()) {
      EventId id = up.removeFirst();
      Event event = seen.get(id);
      if (event != null && between.putIfAbsent(id, event) == null) {
        up.addAll(citedBy.getOrDefault(id, Set.of()));
      }
    }
    return between;
  }
}
