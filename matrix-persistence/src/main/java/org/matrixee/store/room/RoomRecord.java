package org.matrixee.store.room;

import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomVersion;

/**
 * A room as such.
 *
 * @param nid this server's number for it
 * @param room its ID
 * @param version its version, for ever
 * @param listed whether it is in the public room list
 * @param createdTs when this server learned of it, ms since 1970
 */
public record RoomRecord(
    long nid, RoomId room, RoomVersion version, boolean listed, long createdTs) {}
