package org.matrixee.store.room;

import org.matrixee.model.id.RoomId;

/**
 * A room of the public list.
 *
 * @param nid this server's number for it
 * @param joined how many users are in it; never 0
 */
public record ListedRoom(long nid, RoomId room, long joined) {}
