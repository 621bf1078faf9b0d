package org.matrixee.server.sync;

import java.util.List;

/**
 * Everything a client needs to begin.
 *
 * @param end the position from which to follow the stream
 * @param rooms where the user is joined or invited
 */
public record InitialSync(long end, List<RoomView> rooms) {
  /** Copies the list. */
  public InitialSync {
    rooms = List.copyOf(rooms);
  }
}
