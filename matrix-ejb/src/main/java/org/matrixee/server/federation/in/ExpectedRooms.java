package org.matrixee.server.federation.in;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.federation.in.RemoteRooms.Expectation;

/** Rooms that are about to be adopted: what other servers send for them waits. */
@ApplicationScoped
public class ExpectedRooms {
  private final Map<RoomId, Waiting> rooms = new HashMap<>();

  /** How many expect a room, and what happens when the last one does not any more. */
  private static final class Waiting {
    private int expecting;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
  }

  /** From now on events of the room wait. */
  synchronized Expectation expect(RoomId room) {
    rooms.computeIfAbsent(room, id -> new Waiting()).expecting++;
    AtomicBoolean closed = new AtomicBoolean();
    return () -> {
      if (!closed.getAndSet(true)) {
        end(room);
      }
    };
  }

  private void end(RoomId room) {
    Waiting over = null;
    synchronized (this) {
      Waiting waiting = rooms.get(room);
      if (waiting != null && --waiting.expecting == 0) {
        over = rooms.remove(room);
      }
    }
    if (over != null) {
      over.over.complete(null);
    }
  }

  /** Completed when nobody expects the room. */
  synchronized CompletionStage<Void> settled(RoomId room) {
    Waiting waiting = rooms.get(room);
    return waiting == null ? CompletableFuture.completedFuture(null) : waiting.over;
  }
}
