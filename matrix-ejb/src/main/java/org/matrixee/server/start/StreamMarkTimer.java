package org.matrixee.server.start;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.matrixee.server.event.Streams;

/** Keeps the mark of the stream ahead of the stream. */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StreamMarkTimer {
  private StreamStart marks;
  private Streams streams;
  private long seen;

  /** For the container's proxies. */
  protected StreamMarkTimer() {}

  /** With what it needs. */
  @Inject
  public StreamMarkTimer(StreamStart marks, Streams streams) {
    this.marks = marks;
    this.streams = streams;
  }

  /** Runs every ten seconds; a stream that stood still costs no query. */
  @Schedule(hour = "*", minute = "*", second = "5/10", persistent = false)
  void look() {
    if (streams.isStarted()) {
      long position = streams.clock().readable();
      if (position - seen > StreamStart.RESERVE / 4) {
        marks.reserveAhead(position);
        seen = position;
      }
    }
  }
}
