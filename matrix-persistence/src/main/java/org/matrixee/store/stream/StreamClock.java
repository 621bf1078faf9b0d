package org.matrixee.store.stream;

import java.util.TreeMap;

/**
 * Gives stream positions, and tells readers how far they may read.
 *
 * <p>Positions are given inside a transaction and become visible when it commits, in any order. A
 * reader that saw 7 before 6 had committed would never see 6. So each position is remembered as in
 * flight until its transaction ends, and readers are told the greatest position below which nothing
 * is in flight.
 *
 * <p>One per server; thread-safe. After a crash it starts at the greatest position in the database:
 * positions of lost transactions are simply never used.
 */
public final class StreamClock {
  private final TreeMap<Long, Ticket> inFlight = new TreeMap<>();
  private long last;

  /** Starts after the greatest position ever written. */
  public StreamClock(long greatestWritten) {
    last = greatestWritten;
  }

  /**
   * Takes {@code count} positions in a row, in flight until {@link #complete}.
   *
   * @param count at least 1
   */
  public synchronized Ticket take(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be positive");
    }
    Ticket ticket = new Ticket(last + 1, count);
    last += count;
    inFlight.put(ticket.first(), ticket);
    return ticket;
  }

  /** Ends a ticket, after its transaction committed or rolled back. Ending it twice is harmless. */
  public synchronized void complete(Ticket ticket) {
    inFlight.remove(ticket.first(), ticket);
  }

  /** The greatest position such that all events at or below it are committed or lost. */
  public synchronized long readable() {
    return inFlight.isEmpty() ? last : inFlight.firstKey() - 1;
  }

  /** The greatest position that was taken, readable or not. */
  public synchronized long last() {
    return last;
  }

  /**
   * Positions in flight.
   *
   * @param first the first position
   * @param count how many follow each other
   */
  public record Ticket(long first, int count) {
    /** The last position. */
    public long last() {
      return first + count - 1;
    }
  }
}
