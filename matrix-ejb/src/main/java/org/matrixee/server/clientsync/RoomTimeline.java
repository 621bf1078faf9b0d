package org.matrixee.server.clientsync;

import java.util.List;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;

/**
 * The newest events of a room.
 *
 * @param events oldest first
 * @param limited whether there is more between them and what the client knows
 * @param start where to read on backwards
 */
public record RoomTimeline(List<StoredEvent> events, boolean limited, StreamToken start) {
  /** Copies the list. */
  public RoomTimeline {
    events = List.copyOf(events);
  }
}
