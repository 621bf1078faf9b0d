package org.matrixee.store.room;

import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;

/**
 * One user's current membership of one room.
 *
 * @param listed whether the room is in the public list
 * @param sender who made it so
 * @param eventNid the {@code m.room.member} event
 * @param position the event's stream position
 */
public record RoomMembership(
    long roomNid,
    RoomId room,
    boolean listed,
    UserId user,
    Membership membership,
    UserId sender,
    long eventNid,
    long position) {}
