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
 * @param joinedUntil the stream position up to which the user has been in the room last; 0 if
 *     never, or if the user has forgotten the room
 * @param forgotten whether the user has forgotten the room
 */
public record Reader(
    RoomRef room,
    UserId user,
    @Nullable RoomMembership membership,
    long joinedUntil,
    boolean forgotten) {
  /** One who has not forgotten the room. */
  public Reader(RoomRef room, UserId user, @Nullable RoomMembership membership, long joinedUntil) {
    this(room, user, membership, joinedUntil, false);
  }

  /** Whether the user is in the room now. */
  public boolean isJoined() {
    return membership != null && membership.membership() == Membership.JOIN;
  }

  /**
   * The last stream position of what the user may see; what stands before it is not all visible,
   * either.
   */
  public long readsUpTo() {
    return hasJoined() ? joinedUntil : Long.MAX_VALUE;
  }

  /** Whether the user has ever been in the room. */
  public boolean hasJoined() {
    return joinedUntil > 0;
  }
}
