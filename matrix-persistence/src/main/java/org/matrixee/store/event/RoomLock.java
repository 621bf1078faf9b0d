package org.matrixee.store.event;

import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomVersion;

/**
 * The right to write to a room once, in the running transaction: its row is held, or supposed to be
 * as this process left it, which the write itself checks. Only a store makes one, so that appending
 * without it does not compile.
 */
public interface RoomLock {
  /** The room's number. */
  long roomNid();

  /** The room's ID. */
  RoomId room();

  /** The room's version. */
  RoomVersion version();

  /** Grows with each append: a head cached under another revision is out of date. */
  long revision();
}
