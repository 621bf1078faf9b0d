package org.matrixee.server.typing;

import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;

/**
 * Somebody began or stopped typing.
 *
 * @param typing whether the user types
 * @param again whether that is known here, and only told other servers once more
 */
public record TypingChanged(
    long roomNid, RoomId room, UserId user, boolean typing, boolean again) {}
