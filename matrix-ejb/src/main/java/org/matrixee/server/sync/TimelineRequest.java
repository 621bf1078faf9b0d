package org.matrixee.server.sync;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StreamToken;

/**
 * Which page of a room's history a client wants.
 *
 * @param from null for the natural start: the end of the room backwards, its beginning forwards
 * @param to where to stop; null for nowhere
 * @param limit 0 or more
 */
public record TimelineRequest(
    @Nullable StreamToken from, @Nullable StreamToken to, boolean backwards, int limit) {}
