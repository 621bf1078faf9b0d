package org.matrixee.model.device;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;

/**
 * A device of a user: one client, logged in.
 *
 * <p>v1.19: Client-Server API, "Device management".
 *
 * @param nid this server's number for it; never used again
 * @param displayName null if unset
 * @param lastSeen null if it has never been heard of since it was made
 * @param createdTs ms since 1970
 */
public record Device(
    long nid,
    UserId user,
    DeviceId id,
    @Nullable String displayName,
    @Nullable LastSeen lastSeen,
    long createdTs) {}
