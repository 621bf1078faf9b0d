package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.id.EventId;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.GraphStore;

/** Graphs in memory. */
final class InMemoryGraphStore implements GraphStore {
  private final InMemoryStores stores;

  InMemoryGraphStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Map<EventId, GraphNode> nodes(Collection<EventId> ids) {
    Map<EventId, GraphNode> nodes = new HashMap<>();
    for (EventId id : ids) {
      Long nid = stores.tables().eventNids.get(id);
      if (nid != null) {
        nodes.put(id, node(stores.tables().events.get(nid)));
      }
    }
    return nodes;
  }

  private static GraphNode node(Tables.EventRow row) {
    Event event = row.appended().event();
    return new GraphNode(
        row.appended().nid(),
        row.roomNid(),
        event.id(),
        event.type(),
        event.isState() ? event.slot() : null,
        event.depth(),
        row.appended().status(),
        row.appended().snapshotBefore());
  }

  @Override
  public List<AwaitedEvent> awaited(Collection<EventId> ids) {
    return stores.tables().awaited.values().stream()
        .map(Tables.AwaitedRow::event)
        .filter(event -> ids.contains(event.id()))
        .toList();
  }

  @Override
  public List<AwaitedEvent> gaps(long roomNid, long fromDepth, long toDepth, int limit) {
    return stores.tables().awaited.values().stream()
        .filter(row -> row.roomNid() == roomNid)
        .map(Tables.AwaitedRow::event)
        .filter(event -> event.reason() == AwaitedEvent.Reason.PREDECESSOR)
        .filter(event -> event.depth() >= fromDepth && event.depth() <= toDepth)
        .sorted(
            comparing(AwaitedEvent::depth).reversed().thenComparing(event -> event.id().value()))
        .limit(limit)
        .toList();
  }

  @Override
  public Map<EventId, StateLink> links(long roomNid, Collection<EventId> from, int most) {
    Map<EventId, StateLink> links = new HashMap<>();
    for (EventId id : from) {
      StateLink link = link(roomNid, id);
      for (int i = 0; link != null && i < most; i++) {
        links.put(link.id(), link);
        StateLink next = link.replaced() == null ? null : link(roomNid, link.replaced());
        link =
            next != null && next.slot().equals(link.slot()) && next.depth() < link.depth()
                ? next
                : null;
      }
    }
    return links;
  }

  private @Nullable StateLink link(long roomNid, EventId id) {
    Long nid = stores.tables().eventNids.get(id);
    Tables.EventRow row = nid == null ? null : stores.tables().events.get(nid);
    if (row == null || row.roomNid() != roomNid || !row.appended().event().isState()) {
      return null;
    }
    Long replaced = row.appended().replacedNid();
    EventId known =
        replaced == null ? null : stores.tables().events.get(replaced).appended().event().id();
    List<EventReference> claimed = row.appended().prevStates();
    EventId claim = claimed.isEmpty() ? null : claimed.get(0).id();
    return StateLink.claimedBy(row.appended().event())
        .replacing(node(row).isStateKnown() ? known : claim);
  }
}
