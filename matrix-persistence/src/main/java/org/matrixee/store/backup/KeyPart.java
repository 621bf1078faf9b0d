package org.matrixee.store.backup;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.RoomId;

/**
 * A part of a backup.
 *
 * @param room null for all rooms
 * @param session null for all sessions; only with a room
 */
public record KeyPart(@Nullable RoomId room, @Nullable String session) {
  /** Everything. */
  public static final KeyPart ALL = new KeyPart(null, null);
}
