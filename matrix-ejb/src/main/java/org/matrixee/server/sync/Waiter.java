package org.matrixee.server.sync;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.matrixee.model.presence.PresenceState;

/**
 * A request that waits for something new: a suspended answer and a few numbers, no thread.
 *
 * @param <T> what it is answered
 */
final class Waiter<T> {
  private final Follower follower;
  private final String address;
  private final PresenceState shows;
  private final Supplier<Reading<T>> reader;
  private final T nothing;
  private final long deadlineNanos;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  /**
   * A new request.
   *
   * @param address where it comes from
   * @param shows what it shows of its user's presence
   * @param reader reads what is new
   * @param nothing the answer of a server that stops
   * @param deadlineNanos when to answer with nothing, by {@code System.nanoTime}
   */
  Waiter(
      Follower follower,
      String address,
      PresenceState shows,
      Supplier<Reading<T>> reader,
      T nothing,
      long deadlineNanos) {
    this.follower = follower;
    this.address = address;
    this.shows = shows;
    this.reader = reader;
    this.nothing = nothing;
    this.deadlineNanos = deadlineNanos;
  }

  Follower follower() {
    return follower;
  }

  String address() {
    return address;
  }

  PresenceState shows() {
    return shows;
  }

  /** Reads what is new for it. */
  Reading<T> read() {
    return reader.get();
  }

  T nothing() {
    return nothing;
  }

  /** Ends the waiting: true for the one who is to answer now. */
  boolean end() {
    return !ended.getAndSet(true);
  }

  boolean isOver(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }

  CompletableFuture<T> answer() {
    return answer;
  }
}
