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
   * @param position every event up to here has been seen
   * @param presence every change of presence up to here has been seen; {@link #UNKNOWN} if the
   *     token does not say
   * @param typing every change of who is typing up to here has been seen; or likewise
   */
  record Live(long position, long presence, long typing) implements StreamToken {
    /** A part of a token that it does not have. */
    public static final long UNKNOWN = -1;

    /** A place that says nothing about typing. */
    public Live(long position, long presence) {
      this(position, presence, UNKNOWN);
    }
  }

  /**
   * A place in one room's history.
   *
   * @param gap between which events
   */
  record Historic(TimelinePosition gap) implements StreamToken {}
}
