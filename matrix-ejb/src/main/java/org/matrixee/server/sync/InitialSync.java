package org.matrixee.server.sync;

import java.util.List;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.presence.UserPresence;

/**
 * Everything a client needs to begin.
 *
 * @param end the position from which to follow the stream
 * @param presence of everyone whom the user may see
 * @param rooms where the user is joined or invited
 */
public record InitialSync(StreamToken.Live end, List<UserPresence> presence, List<RoomView> rooms) {
  /** Copies the lists. */
  public InitialSync {
    presence = List.copyOf(presence);
    rooms = List.copyOf(rooms);
  }
}
