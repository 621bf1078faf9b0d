package org.matrixee.server.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.matrixee.server.news.News;

/**
 * That something changed beside events, by its place: so that a look for a client that follows the
 * stream asks the database only for what concerns it. Thread-safe.
 */
final class RecentNews {
  private final int capacity;
  private final ConcurrentNavigableMap<Long, List<News>> news = new ConcurrentSkipListMap<>();
  private volatile long floor;

  /**
   * An empty memory.
   *
   * @param floor nothing at or below this position is in it
   */
  RecentNews(int capacity, long floor) {
    this.capacity = capacity;
    this.floor = floor;
  }

  /** Adds what was committed, before its place becomes readable. */
  void add(long position, List<News> committed) {
    news.put(position, committed);
    while (news.size() > capacity) {
      long oldest = news.firstKey();
      // The floor rises first: a reader that checked it before rereads it afterwards.
      floor = Math.max(floor, oldest);
      news.remove(oldest);
    }
  }

  /** Whether everything after a position is here; to be asked after {@link #range}. */
  boolean covers(long after) {
    return after >= floor;
  }

  /** What changed in a range. */
  List<News> range(long after, long upTo) {
    List<News> found = new ArrayList<>();
    news.subMap(after, false, upTo, true).values().forEach(found::addAll);
    return found;
  }
}
