package org.matrixee.server.clientsync;

import java.util.List;
import org.matrixee.model.id.UserId;

/**
 * What a client needs to show a room in a list.
 *
 * <p>v1.19: client-server, {@code RoomSummary}.
 *
 * @param heroes users to call the room by; empty if it has a name
 * @param joined how many are in it
 * @param invited how many are invited
 */
public record RoomSummary(List<UserId> heroes, long joined, long invited) {
  /** Copies the list. */
  public RoomSummary {
    heroes = List.copyOf(heroes);
  }
}
