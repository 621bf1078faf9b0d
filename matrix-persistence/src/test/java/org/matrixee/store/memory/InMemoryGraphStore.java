package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.matrixee.model.event.Event;
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
  public List<AwaitedEvent> gaps(long roomNid, long fromDepth, int limit) {
    return stores.tables().awaited.values().stream()
        .filter(row -> row.roomNid() == roomNid)
        .map(Tables.AwaitedRow::event)
        .filter(event -> event.reason() == AwaitedEvent.Reason.PREDECESSOR)
        .filter(event -> event.depth() >= fromDepth)
        .sorted(
            comparing(AwaitedEvent::depth).reversed().thenComparing(event -> event.id().value()))
        .limit(limit)
        .toList();
  }
}
