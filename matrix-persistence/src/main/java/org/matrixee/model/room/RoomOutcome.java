package org.matrixee.model.room;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;

/**
 * What a finished command on a room did; kept with its transaction id, and free of any dialect.
 *
 * @param room the room
 * @param event the event made; null if nothing had to change, or several were made
 * @param alias the alias made with the room; null if none
 */
public record RoomOutcome(RoomId room, @Nullable EventId event, @Nullable RoomAlias alias) {}
