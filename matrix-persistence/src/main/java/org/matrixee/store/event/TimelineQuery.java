package org.matrixee.store.event;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.TimelinePosition;

/**
 * A page of a room's history.
 *
 * @param roomNid the room's number
 * @param from the gap to begin at; null begins at the oldest (forwards) or newest (backwards) event
 * @param to the gap to stop at; null for none
 * @param backwards newest first
 * @param upToPosition events above this stream position are not visible yet
 * @param limit how many at most
 */
public record TimelineQuery(
    long roomNid,
    @Nullable TimelinePosition from,
    @Nullable TimelinePosition to,
    boolean backwards,
    long upToPosition,
    int limit) {}
