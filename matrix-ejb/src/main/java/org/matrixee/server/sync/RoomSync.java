package org.matrixee.server.sync;

import java.util.List;
import org.matrixee.model.presence.UserPresence;

/**
 * Everything a client needs to begin with one room.
 *
 * @param presence of the room's joined users
 */
public record RoomSync(RoomView room, List<UserPresence> presence) {
  /** Copies the list. */
  public RoomSync {
    presence = List.copyOf(presence);
  }
}
