package org.matrixee.server.start;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.stream.StreamMarkStore;

/** The transactions in which the stream's positions are read and reserved. */
@Stateless
public class StreamStart {
  /** More than are given out between two looks of {@link StreamMarkTimer}. */
  static final long RESERVE = 1_000_000;

  private EventStore events;
  private StreamMarkStore mark;

  /** For the container's proxies. */
  protected StreamStart() {}

  /** With what it needs. */
  @Inject
  public StreamStart(EventStore events, StreamMarkStore mark) {
    this.events = events;
    this.mark = mark;
  }

  /** Where positions begin: after each that was ever given out. Reserves those that follow. */
  public long begin() {
    long start = Math.max(events.maxPosition(), mark.reserved());
    mark.reserve(start + RESERVE);
    return start;
  }

  /** Reserves positions ahead of those that are given out now. */
  public void reserveAhead(long position) {
    if (mark.reserved() < position + RESERVE / 2) {
      mark.reserve(position + RESERVE);
    }
  }
}
