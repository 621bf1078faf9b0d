package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.state.rules.StateResolver;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.GraphStore;

/**
 * Brings the states of forks together, by their snapshots. Forks with the same state, which are
 * nearly all, cost nothing; of others only the slots are loaded in which they differ.
 */
@ApplicationScoped
public class ForkedState {
  private static final Set<StateTuple> BASIS =
      Set.of(StateTuple.of(EventType.CREATE), StateTuple.of(EventType.POWER_LEVELS));

  private KnownEvents known;
  private GraphStore graph;

  /** For the container's proxies. */
  protected ForkedState() {}

  /** With what it needs. */
  @Inject
  public ForkedState(KnownEvents known, GraphStore graph) {
    this.known = known;
    this.graph = graph;
  }

  /**
   * What forks make together.
   *
   * @param snapshot the state of all
   * @param missing events without which the answer may differ from that of other servers
   * @param apart whether they say different things
   */
  record Resolved(long snapshot, Set<EventId> missing, boolean apart) {
    static Resolved of(long snapshot) {
      return new Resolved(snapshot, Set.of(), false);
    }
  }

  /** The snapshot after a held event whose state is known; a real one. */
  long after(RoomWork work, GraphNode node) {
    Long remembered = work.graph().after(node.id());
    if (remembered != null) {
      return real(work, remembered);
    }
    long before = real(work, node.snapshotBefore());
    StateTuple slot = node.slot();
    if (slot == null || !node.changesState()) {
      return before;
    }
    long after = known.states().with(before, Map.of(slot, node.nid()));
    work.graph().putAfter(node.id(), after);
    return after;
  }

  /** The number of a snapshot, which is written now if it was not. */
  long real(RoomWork work, long snapshot) {
    if (snapshot < 0) {
      work.snapshots().settle(known.states());
    }
    return work.snapshots().real(snapshot);
  }

  /**
   * The one state of several forks.
   *
   * @param forks snapshots, real ones; at least one
   */
  Resolved resolve(RoomWork work, Collection<Long> forks) {
    List<Long> snapshots = new ArrayList<>(new LinkedHashSet<>(forks));
    if (snapshots.size() == 1) {
      return Resolved.of(snapshots.get(0));
    }
    List<Set<Long>> differing = known.states().differences(snapshots);
    Set<Long> all = new HashSet<>();
    differing.forEach(all::addAll);
    if (all.isEmpty()) {
      return Resolved.of(snapshots.get(0));
    }
    Map<Long, KnownEvent> events = known.load(work, all);
    Map<StateTuple, KnownEvent> basis = known.slots(work, snapshots.get(0), BASIS);
    List<Map<StateTuple, KnownEvent>> own = new ArrayList<>();
    HeldHistory history = new HeldHistory(work, known, graph, this);
    for (Set<Long> nids : differing) {
      Map<StateTuple, KnownEvent> slots = new HashMap<>();
      nids.forEach(nid -> add(slots, Objects.requireNonNull(events.get(nid), "state event")));
      own.add(slots);
    }
    Set<StateTuple> open = new HashSet<>();
    own.forEach(slots -> open.addAll(slots.keySet()));
    List<StateMap> states = new ArrayList<>();
    for (Map<StateTuple, KnownEvent> slots : own) {
      Map<StateTuple, KnownEvent> fork = new HashMap<>(slots);
      // What is not among the differences is the same in all of them.
      basis.forEach(
          (slot, event) -> {
            if (!open.contains(slot)) {
              fork.put(slot, event);
            }
          });
      fork.values().forEach(event -> history.add(event.event()));
      states.add(KnownEvents.map(fork));
    }
    return resolve(work, snapshots, own, states, history);
  }

  private static void add(Map<StateTuple, KnownEvent> slots, KnownEvent event) {
    slots.put(event.event().slot(), event);
  }

  private Resolved resolve(
      RoomWork work,
      List<Long> snapshots,
      List<Map<StateTuple, KnownEvent>> own,
      List<StateMap> states,
      HeldHistory history) {
    StateResolver resolver = RoomRules.of(work.lock().version()).resolver();
    StateMap resolved = resolver.resolve(states, history);
    Set<EventId> missing = new HashSet<>(resolver.findMissing(states, history));
    missing.addAll(history.missing());
    Map<EventId, Long> nids = new HashMap<>();
    Set<StateTuple> open = new HashSet<>();
    for (Map<StateTuple, KnownEvent> slots : own) {
      open.addAll(slots.keySet());
      slots.values().forEach(event -> nids.put(event.event().id(), event.stored().nid()));
    }
    Map<StateTuple, Long> winners = new HashMap<>();
    for (StateTuple slot : open) {
      Event winner = resolved.entries().get(slot);
      if (winner != null) {
        winners.put(slot, Objects.requireNonNull(nids.get(winner.id()), "a candidate"));
      }
    }
    return new Resolved(snapshot(snapshots, own, winners), missing, true);
  }

  /** A fork that says the same already, else a new snapshot. */
  private long snapshot(
      List<Long> snapshots, List<Map<StateTuple, KnownEvent>> own, Map<StateTuple, Long> winners) {
    for (int i = 0; i < snapshots.size(); i++) {
      Map<StateTuple, Long> says = new HashMap<>();
      own.get(i).forEach((slot, event) -> says.put(slot, event.stored().nid()));
      if (says.equals(winners)) {
        return snapshots.get(i);
      }
    }
    return known.states().with(snapshots.get(0), winners);
  }
}
