package org.matrixee.server.push;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.server.push.rules.PushRoom;

/** The newest events of a room, and what push rules ask of it as long as that is so. */
final class RoomLog {
  private static final int CAPACITY = 64;

  private final Deque<StoredEvent> events = new ArrayDeque<>();
  private long floor;
  private @Nullable PushRoom room;

  /** How often what push rules ask has changed. */
  private int changes;

  /**
   * An empty log.
   *
   * @param floor nothing at or below this position is in it
   */
  RoomLog(long floor) {
    this.floor = floor;
  }

  synchronized void add(StoredEvent event) {
    events.addLast(event);
    if (events.size() > CAPACITY) {
      floor = Math.max(floor, events.removeFirst().position());
    }
    if (event.type().equals(EventType.MEMBER) || event.type().equals(EventType.POWER_LEVELS)) {
      room = null;
      changes++;
    }
  }

  /** The events of a stretch of the stream; null if not all of them are here. */
  synchronized @Nullable List<StoredEvent> range(long after, long upTo) {
    return after < floor
        ? null
        : events.stream()
            .filter(event -> event.position() > after && event.position() <= upTo)
            .toList();
  }

  /** What push rules ask, as far as it is known. */
  synchronized @Nullable PushRoom room() {
    return room;
  }

  synchronized int changes() {
    return changes;
  }

  /** Notes what push rules ask, as it was read when so much had changed. */
  synchronized void note(PushRoom read, int changesThen) {
    if (changes == changesThen) {
      room = read;
    }
  }
}
