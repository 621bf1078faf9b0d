package org.matrixee.server.event;

import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomVersion;

/**
 * A room by its number: what never changes about it.
 *
 * @param listed whether it was put into the public room list
 */
public record RoomRef(long nid, RoomId room, RoomVersion version, boolean listed) {}
