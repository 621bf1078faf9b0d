package org.matrixee.server.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.config.Threads;
import org.matrixee.server.federation.in.HistoryFill;
import org.matrixee.server.room.RoomRefs;

/**
 * Pages of a room's history. Where a page backwards comes to what this server does not hold, other
 * servers are asked before it is answered; the request holds no thread meanwhile.
 *
 * <p>2014: federation-v1, 10.
 */
@ApplicationScoped
public class HistoryService {
  private static final int MOST_ROUNDS = 3;

  private RoomReadService reads;
  private HistoryFill fill;
  private RoomRefs rooms;
  private Threads threads;

  /** For the container's proxies. */
  protected HistoryService() {}

  /** With what it needs. */
  @Inject
  public HistoryService(RoomReadService reads, HistoryFill fill, RoomRefs rooms, Threads threads) {
    this.reads = reads;
    this.fill = fill;
    this.rooms = rooms;
    this.threads = threads;
  }

  /**
   * A page of a room's history.
   *
   * @throws org.matrixee.model.error.MatrixException M_FORBIDDEN unless the caller is joined
   */
  public CompletionStage<TimelinePage> messages(
      Requester requester, RoomId room, TimelineRequest request) {
    TimelinePage page = reads.messages(requester, room, request);
    return request.backwards() && request.limit() > 0
        ? complete(requester, room, request, page, MOST_ROUNDS)
        : CompletableFuture.completedFuture(page);
  }

  private CompletionStage<TimelinePage> complete(
      Requester requester, RoomId room, TimelineRequest request, TimelinePage page, int rounds) {
    if (rounds == 0) {
      return CompletableFuture.completedFuture(page);
    }
    List<StoredEvent> events = page.events();
    boolean full = events.size() >= request.limit();
    long lowest = full ? events.get(events.size() - 1).depth() : 0;
    // Where a page goes on, the event before it may be the one that names what is missing.
    long highest =
        request.from() instanceof StreamToken.Historic historic
            ? historic.gap().depth()
            : Long.MAX_VALUE;
    return fill.fill(rooms.get(room), lowest, highest)
        .thenComposeAsync(
            more ->
                more
                    ? complete(
                        requester,
                        room,
                        request,
                        reads.messages(requester, room, request),
                        rounds - 1)
                    : CompletableFuture.completedFuture(page),
            threads.executor());
  }
}
