package org.matrixee.server.typing;

import java.util.List;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;

/**
 * Who is typing in a room, all of them.
 *
 * @param position when that became so: greater than everything before
 */
public record RoomTyping(long roomNid, RoomId room, List<UserId> users, long position) {
  /** Copies the list. */
  public RoomTyping {
    users = List.copyOf(users);
  }
}
