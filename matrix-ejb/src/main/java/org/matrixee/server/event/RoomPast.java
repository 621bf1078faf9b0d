package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.matrixee.model.event.Event;
import org.matrixee.model.room.Membership;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.AwaitedEvent.Reason;
import org.matrixee.store.event.GraphStore;

/**
 * Knows what of a room was before this server came into it: what lies below the join that brought
 * the room here. That is history, whoever sends it, and never new.
 *
 * <p>2014: federation-v1, 10.
 */
@ApplicationScoped
public class RoomPast {
  private static final int MOST_GAPS = 100;

  private GraphStore graph;
  private KnownEvents known;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected RoomPast() {}

  /** With what it needs. */
  @Inject
  public RoomPast(GraphStore graph, KnownEvents known, MatrixConfig config) {
    this.graph = graph;
    this.known = known;
    this.config = config;
  }

  /**
   * Whether an event of which no predecessor is known lies in the past. Whoever knew of our join
   * made nothing so low. Two statements.
   */
  boolean holds(RoomWork work, Event event) {
    Set<Long> above = new HashSet<>();
    List<AwaitedEvent> gaps =
        graph.gaps(work.lock().roomNid(), event.depth() + 1, Long.MAX_VALUE, MOST_GAPS);
    gaps.forEach(gap -> above.add(gap.byNid()));
    work.graph().awaited().stream()
        .filter(gap -> gap.reason() == Reason.PREDECESSOR && gap.depth() > event.depth())
        .forEach(gap -> above.add(gap.byNid()));
    return !above.isEmpty() && known.load(work, above).values().stream().anyMatch(this::isEdge);
  }

  /** A join that brought the room here, or history that was fetched from below it. */
  private boolean isEdge(KnownEvent held) {
    Event event = held.event();
    return held.stored().position() < 0
        || (Memberships.of(event) == Membership.JOIN && event.origin().equals(config.serverName()));
  }
}
