package org.matrixee.server.history;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.RoomRef;
import org.matrixee.store.room.RoomMembership;

/**
 * A user before a room.
 *
 * @param membership what the room says of the user now; null if nothing
 * @param joinedUntil the stream position up to which the user has been in the room last; 0 if never
 */
public record Reader(
    RoomRef room, UserId user, @Nullable RoomMembership membership, long joinedUntil) {
  /** Whether the user is in the room. */
  public boolean isJoined() {
    return membership != null && membership.membership() == Membership.JOIN;
  }

  /** Whether the user has ever been in the room. */
  public boolean hasJoined() {
    return joinedUntil > 0;
  }
}
