package org.matrixee.store.event;

import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomVersion;

/**
 * Proof that the running transaction holds a room's row. Only a store makes one, so that appending
 * without the lock does not compile.
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
