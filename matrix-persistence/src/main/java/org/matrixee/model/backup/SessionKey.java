package org.matrixee.model.backup;

import org.matrixee.model.id.RoomId;

/** Which key of a backup: that of a Megolm session in a room. */
public record SessionKey(RoomId room, String session) {}
