package org.matrixee.server.clientsync;

import java.util.List;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomId;

/**
 * A room that the user is not in, but may come to be: invited, or knocking.
 *
 * @param state what the user may know of it, to be told stripped
 */
public record RoomOutside(RoomId room, List<StoredEvent> state) {
  /** Copies the list. */
  public RoomOutside {
    state = List.copyOf(state);
  }
}
