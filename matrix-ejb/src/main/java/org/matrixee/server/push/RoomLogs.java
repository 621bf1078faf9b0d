package org.matrixee.server.push;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.server.event.RoomEventsAppended;
import org.matrixee.server.event.Streams;

/** The newest events of the rooms in which somebody counts what is unread. */
@ApplicationScoped
class RoomLogs {
  private final Cache<Long, RoomLog> logs = Caffeine.newBuilder().maximumSize(20_000).build();

  private Streams streams;

  /** For the container's proxies. */
  protected RoomLogs() {}

  /** With what it needs. */
  @Inject
  RoomLogs(Streams streams) {
    this.streams = streams;
  }

  /** The log of a room, which begins now if there was none. */
  RoomLog of(long roomNid) {
    return logs.get(roomNid, nid -> new RoomLog(streams.clock().last()));
  }

  /** Takes in committed events, before they can be read. */
  void onAppended(@Observes RoomEventsAppended appended) {
    List<StoredEvent> events =
        appended.events().stream().map(RoomEventsAppended.Appended::event).toList();
    for (StoredEvent event : events) {
      RoomLog log = logs.getIfPresent(event.roomNid());
      if (log != null) {
        log.add(event);
      }
    }
    appended.restored().forEach(each -> logs.invalidate(each.roomNid()));
  }
}
