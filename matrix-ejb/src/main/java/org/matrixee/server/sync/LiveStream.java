package org.matrixee.server.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.server.event.RoomEventsAppended;
import org.matrixee.server.event.RoomEventsAppended.Appended;
import org.matrixee.server.event.Streams;

/**
 * The stream that clients follow: the newest events from memory, older ones from the database.
 *
 * <p>Committed events come in here before their positions become readable; so whoever reads up to
 * the readable position finds all of them, and knows every membership that they made.
 */
@ApplicationScoped
public class LiveStream {
  private static final int CAPACITY = 8192;

  private Streams streams;
  private Followers followers;
  private SyncReader reader;

  private volatile @Nullable RecentEvents recent;

  /** For the container's proxies. */
  protected LiveStream() {}

  /** With what it needs. */
  @Inject
  public LiveStream(Streams streams, Followers followers, SyncReader reader) {
    this.streams = streams;
    this.followers = followers;
    this.reader = reader;
  }

  /** Takes in committed events. */
  void onAppended(@Observes RoomEventsAppended appended) {
    followers.apply(appended.events());
    List<StoredEvent> events = appended.events().stream().map(Appended::event).toList();
    RecentEvents memory = memory();
    memory.add(events);
    if (appended.redacted()) {
      memory.forgetUpTo(events.get(0).position() - 1);
    }
  }

  /** How far the stream can be read. */
  long readable() {
    return streams.clock().readable();
  }

  /** Whether every event after a position is still in memory. */
  boolean remembers(long after) {
    return memory().covers(after);
  }

  /** Every event of a range that is still in memory, whoever may see it. */
  List<StoredEvent> inMemory(long after, long upTo) {
    return memory().all(after, upTo);
  }

  /**
   * What a user's stream shows after a position.
   *
   * @param from the client's position
   * @param limit at least 1
   */
  StreamPage read(Follower follower, long from, int limit) {
    long upTo = readable();
    if (from >= upTo) {
      return new StreamPage(List.of(), from, from);
    }
    List<StoredEvent> found = memory().range(from, upTo, follower::sees, limit);
    if (found == null) {
      found = reader.stream(from, upTo, follower.joinedRooms(), follower.user(), limit);
    }
    boolean full = found.size() >= limit;
    long end = full ? found.get(found.size() - 1).position() : upTo;
    return new StreamPage(found, from, end);
  }

  private RecentEvents memory() {
    RecentEvents memory = recent;
    if (memory == null) {
      synchronized (this) {
        memory = recent;
        if (memory == null) {
          memory = new RecentEvents(CAPACITY, streams.clock().readable());
          recent = memory;
        }
      }
    }
    return memory;
  }
}
