package org.matrixee.server.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.store.event.RoomLock;

/**
 * Heads and the state that rules asked for, of rooms that were written lately.
 *
 * <p>The truth is in the database: a cached head counts only if its revision is that of the row,
 * which is asked before or checked by the write itself. Only the one writer that owns a room
 * touches its entry.
 */
@ApplicationScoped
public class RoomHeads {
  private final Cache<Long, RoomCache> rooms = Caffeine.newBuilder().maximumSize(20_000).build();

  /** What is known of a locked room; null if nothing, or nothing current. */
  @Nullable RoomCache find(RoomLock lock) {
    RoomCache known = rooms.getIfPresent(lock.roomNid());
    return known != null && known.head().revision() == lock.revision() ? known : null;
  }

  /** A room as this process left it; null if it is not known. */
  @Nullable RoomCache lastSeen(long roomNid) {
    return rooms.getIfPresent(roomNid);
  }

  /** Keeps what a committed batch leaves. */
  void install(List<RoomWork> works) {
    for (RoomWork work : works) {
      if (work.isServersUnsure()) {
        forget(work.lock().roomNid());
      } else {
        rooms.put(work.lock().roomNid(), work.settled());
      }
    }
  }

  /** Forgets a room, after a transaction that failed. */
  void forget(long roomNid) {
    rooms.invalidate(roomNid);
  }
}
