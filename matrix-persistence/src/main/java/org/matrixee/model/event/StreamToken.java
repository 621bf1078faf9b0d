package org.matrixee.model.event;

/**
 * Where a client stands, as it says itself: opaque to clients, written by each dialect.
 *
 * <p>2014: client-api-v1, 1.5.
 */
public sealed interface StreamToken {
  /**
   * A place in the live stream.
   *
   * @param position everything up to here has been seen
   */
  record Live(long position) implements StreamToken {}

  /**
   * A place in one room's history.
   *
   * @param gap between which events
   */
  record Historic(TimelinePosition gap) implements StreamToken {}
}
