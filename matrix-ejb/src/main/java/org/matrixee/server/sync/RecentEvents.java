package org.matrixee.server.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;

/**
 * The newest events of the whole server in memory, so that a client that follows the stream costs
 * no query. Thread-safe; readers never look past the readable position.
 */
final class RecentEvents {
  private final int capacity;
  private final ConcurrentNavigableMap<Long, StoredEvent> events = new ConcurrentSkipListMap<>();
  private volatile long floor;

  /**
   * An empty memory.
   *
   * @param floor nothing at or below this position is in it
   */
  RecentEvents(int capacity, long floor) {
    this.capacity = capacity;
    this.floor = floor;
  }

  /** Whether everything after a position is here. */
  boolean covers(long after) {
    return after >= floor;
  }

  /** Adds committed events, before their positions become readable. */
  void add(List<StoredEvent> committed) {
    for (StoredEvent event : committed) {
      events.put(event.position(), event);
    }
    int surplus = events.size() - capacity;
    while (surplus-- > 0) {
      long oldest = events.firstKey();
      // The floor rises first: a reader that checked it before rereads it afterwards.
      floor = Math.max(floor, oldest);
      events.remove(oldest);
    }
  }

  /**
   * Forgets everything up to a position: an event that was redacted must not be served whole, nor
   * as the previous content of another.
   */
  void forgetUpTo(long position) {
    floor = Math.max(floor, position);
    events.headMap(position, true).clear();
  }

  /**
   * Matching events of a range, oldest first.
   *
   * @return null if part of the range is gone: ask the database
   */
  @Nullable List<StoredEvent> range(
      long after, long upTo, Predicate<StoredEvent> visible, int limit) {
    List<StoredEvent> found = new ArrayList<>();
    for (StoredEvent event : events.subMap(after, false, upTo, true).values()) {
      if (found.size() >= limit) {
        break;
      }
      if (visible.test(event)) {
        found.add(event);
      }
    }
    return covers(after) ? found : null;
  }

  /** Every event of a range, whoever may see it. */
  List<StoredEvent> all(long after, long upTo) {
    return List.copyOf(events.subMap(after, false, upTo, true).values());
  }
}
