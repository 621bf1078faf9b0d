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
   * @param rest messages for the device that asks have been seen up to here only; {@link #UNKNOWN}
   *     if they have been seen up to the position, as everything else
   */
  record Live(long position, long presence, long typing, long rest) implements StreamToken {
    /** A part of a token that it does not have. */
    public static final long UNKNOWN = -1;

    /** A place where all messages for the device were seen. */
    public Live(long position, long presence, long typing) {
      this(position, presence, typing, UNKNOWN);
    }

    /** Up to where messages for the device that asks have been seen. */
    public long toDevice() {
      return rest == UNKNOWN ? position : rest;
    }

    /** Whether more messages wait for the device than one answer holds. */
    public boolean hasMoreForDevice() {
      return rest != UNKNOWN;
    }

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
