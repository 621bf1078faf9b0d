package org.matrixee.server.event;

/**
 * Positions that were taken beside those of events are not in flight any more: more may have become
 * readable.
 *
 * @param last the last one of them
 */
public record PositionsEnded(long last) {}
