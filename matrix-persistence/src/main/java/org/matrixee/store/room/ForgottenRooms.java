package org.matrixee.store.room;

import java.util.Set;
import org.matrixee.model.id.UserId;

/**
 * Rooms that users have left and forgotten. A user who is invited, knocks or joins again has not
 * forgotten the room any more: {@code EventStore.append} sees to that. Every method needs a running
 * transaction.
 */
public interface ForgottenRooms {
  /**
   * Forgets a room; a second time changes nothing. The caller holds the room's lock, so that no
   * return of the user comes between the look at the membership and this.
   */
  void forget(UserId user, long roomNid, long nowTs);

  /** Whether a user has forgotten a room. */
  boolean isForgotten(UserId user, long roomNid);

  /** The numbers of all rooms that a user has forgotten. */
  Set<Long> of(UserId user);
}
