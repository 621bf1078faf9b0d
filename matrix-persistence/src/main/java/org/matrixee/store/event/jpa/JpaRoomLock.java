package org.matrixee.store.event.jpa;

import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.store.event.RoomLock;

/**
 * A held room row.
 *
 * @param extremities how many forward extremities the room has in the database
 */
record JpaRoomLock(long roomNid, RoomId room, RoomVersion version, long revision, int extremities)
    implements RoomLock {}
