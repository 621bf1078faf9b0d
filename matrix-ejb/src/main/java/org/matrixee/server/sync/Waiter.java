package org.matrixee.server.sync;

import java.util.concurrent.CompletableFuture;
import org.matrixee.model.event.StreamToken;

/** A request that waits for new events: a suspended answer and a few numbers, no thread. */
final class Waiter {
  private final Follower follower;
  private final String address;
  private final StreamToken.Live from;
  private final int limit;
  private final long deadlineNanos;
  private final CompletableFuture<StreamPage> answer = new CompletableFuture<>();

  /**
   * A new request.
   *
   * @param address where it comes from
   * @param from the position after which the client wants what is new
   * @param limit how many at most
   * @param deadlineNanos when to answer with nothing, by {@code System.nanoTime}
   */
  Waiter(Follower follower, String address, StreamToken.Live from, int limit, long deadlineNanos) {
    this.follower = follower;
    this.address = address;
    this.from = from;
    this.limit = limit;
    this.deadlineNanos = deadlineNanos;
  }

  Follower follower() {
    return follower;
  }

  String address() {
    return address;
  }

  StreamToken.Live from() {
    return from;
  }

  int limit() {
    return limit;
  }

  boolean isOver(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }

  CompletableFuture<StreamPage> answer() {
    return answer;
  }
}
