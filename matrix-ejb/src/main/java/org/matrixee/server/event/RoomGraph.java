package org.matrixee.server.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.id.EventId;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.AwaitedEvent.Reason;
import org.matrixee.store.event.GraphNode;

/** What a batch knows of a room's graph beside its head, and what it adds to that. */
final class RoomGraph {
  /** What is remembered of the states after single events, for the next batches. */
  private static final int MOST_REMEMBERED = 64;

  private final Map<EventId, GraphNode> nodes = new HashMap<>();
  private final Map<EventId, KnownEvent> events = new HashMap<>();
  private final Map<Long, KnownEvent> byNid = new HashMap<>();
  private final Map<EventId, StateLink> links = new HashMap<>();
  private final Map<EventId, Long> after;
  private final List<AwaitedEvent> awaiting = new ArrayList<>();
  private final List<AwaitedEvent> awaited = new ArrayList<>();
  private final List<AwaitedEvent> come = new ArrayList<>();

  /** With the snapshots after some events that are known already. */
  RoomGraph(Map<EventId, Long> after) {
    this.after = new LinkedHashMap<>(after);
  }

  /** Takes in what was read. */
  void learn(Map<EventId, GraphNode> read, Collection<AwaitedEvent> readAwaiting) {
    nodes.putAll(read);
    awaiting.addAll(readAwaiting);
  }

  @Nullable GraphNode node(EventId id) {
    return nodes.get(id);
  }

  /**
   * Notes an event that this batch adds, or gives its place.
   *
   * @param replaced what was in its slot before it, if the state there is known
   */
  void put(GraphNode node, KnownEvent event, @Nullable EventId replaced) {
    nodes.put(node.id(), node);
    if (node.slot() != null) {
      StateLink claimed = StateLink.claimedBy(event.event());
      links.put(node.id(), node.isStateKnown() ? claimed.replacing(replaced) : claimed);
    }
    events.put(node.id(), event);
    byNid.put(node.nid(), event);
  }

  /** An event of this batch. */
  @Nullable Event added(EventId id) {
    KnownEvent known = events.get(id);
    return known == null ? null : known.event();
  }

  /** What an event of this batch replaces; null if it is not of this batch, or no state. */
  @Nullable StateLink link(EventId id) {
    return links.get(id);
  }

  /** Notes what an event replaces that is about to be added; null to forget it. */
  void putLink(EventId id, @Nullable StateLink link) {
    if (link == null) {
      links.remove(id);
    } else {
      links.put(id, link);
    }
  }

  /** An event of this batch, or one that it has read. */
  @Nullable KnownEvent known(long nid) {
    return byNid.get(nid);
  }

  /** Notes an event that was read. */
  void remember(KnownEvent event) {
    byNid.putIfAbsent(event.stored().nid(), event);
  }

  /** The snapshot after an event, if it is known; perhaps a stand-in. */
  @Nullable Long after(EventId id) {
    return after.get(id);
  }

  void putAfter(EventId id, long snapshot) {
    after.put(id, snapshot);
  }

  void forgetAfter(EventId id) {
    after.remove(id);
  }

  /** Whether a held event follows this one, though it is not here yet. */
  boolean isFollowed(EventId id) {
    return awaiting.stream()
        .anyMatch(event -> event.id().equals(id) && event.reason() == Reason.PREDECESSOR);
  }

  /** The greatest depth of a held event that follows this one; -1 if none does. */
  long followedAt(EventId id) {
    return Stream.concat(awaiting.stream(), awaited.stream())
        .filter(event -> event.id().equals(id) && event.reason() == Reason.PREDECESSOR)
        .mapToLong(AwaitedEvent::depth)
        .max()
        .orElse(-1);
  }

  /** The redactions that wait for an event. */
  List<AwaitedEvent> redactionsOf(EventId id) {
    List<AwaitedEvent> found = new ArrayList<>();
    for (List<AwaitedEvent> list : List.of(awaiting, awaited)) {
      for (AwaitedEvent event : list) {
        if (event.id().equals(id) && event.reason() == Reason.REDACTED) {
          found.add(event);
        }
      }
    }
    return found;
  }

  /** Notes that events are named that are not here. */
  void await(AwaitedEvent event) {
    awaited.add(event);
  }

  /** Notes that an event is here now. */
  void come(EventId id) {
    awaiting.stream().filter(event -> event.id().equals(id)).forEach(come::add);
    awaiting.removeIf(event -> event.id().equals(id));
    awaited.removeIf(event -> event.id().equals(id));
  }

  List<AwaitedEvent> awaited() {
    return awaited;
  }

  List<AwaitedEvent> come() {
    return come;
  }

  /** The newest snapshots after single events, settled. */
  Map<EventId, Long> afters(SnapshotChain snapshots) {
    Map<EventId, Long> kept = new LinkedHashMap<>();
    int skip = Math.max(0, after.size() - MOST_REMEMBERED);
    for (Map.Entry<EventId, Long> entry : after.entrySet()) {
      if (skip-- <= 0) {
        kept.put(entry.getKey(), snapshots.real(entry.getValue()));
      }
    }
    return kept;
  }
}
