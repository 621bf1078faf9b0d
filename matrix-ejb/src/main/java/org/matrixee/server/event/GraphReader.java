package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.id.EventId;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.GraphStore;
import org.matrixee.store.event.RoomHead;

/**
 * Reads what events of other servers need to find their place: two statements for a whole batch,
 * and none for a batch of our own events.
 */
@ApplicationScoped
public class GraphReader {
  private GraphStore graph;

  /** For the container's proxies. */
  protected GraphReader() {}

  /** With what it needs. */
  @Inject
  public GraphReader(GraphStore graph) {
    this.graph = graph;
  }

  /**
   * Reads the events themselves, what they name, and the heads of rooms that are forked.
   *
   * @return outliers that may get their place in this batch
   */
  Set<EventId> read(List<RoomCommand> commands, Batch batch) {
    Set<EventId> own = new HashSet<>();
    Set<EventId> named = new HashSet<>();
    Set<RoomWork> works = new HashSet<>();
    for (RoomCommand command : commands) {
      RoomWork work = batch.room(command.room().nid());
      if (work != null && command instanceof RoomCommand.FromServer remote) {
        remote.pdus().forEach(pdu -> collect(pdu, own, named));
        if (remote instanceof RoomCommand.Receive receive && receive.edge() != null) {
          named.addAll(receive.edge());
        }
        if (work.head().extremities().size() > 1) {
          work.head().extremities().stream()
              .map(RoomHead.Extremity::reference)
              .map(EventReference::id)
              .forEach(named::add);
        }
        works.add(work);
      }
    }
    if (works.isEmpty()) {
      return Set.of();
    }
    named.addAll(own);
    Map<EventId, GraphNode> nodes = graph.nodes(named);
    List<AwaitedEvent> awaiting = graph.awaited(own);
    works.forEach(work -> work.graph().learn(nodes, awaiting));
    Set<EventId> outliers = new HashSet<>();
    for (EventId id : own) {
      GraphNode node = nodes.get(id);
      if (node != null && node.status() == EventStatus.OUTLIER) {
        outliers.add(id);
      }
    }
    return outliers;
  }

  private static void collect(SignedPdu pdu, Set<EventId> own, Set<EventId> named) {
    own.add(pdu.event().id());
    pdu.event().prevEvents().forEach(reference -> named.add(reference.id()));
  }
}
