package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.matrixee.store.stream.StreamClock;

/** Holds the stream's clock from the moment at which the server has started. */
@ApplicationScoped
public class Streams {
  private volatile @Nullable StreamClock clock;

  /** Begins after the greatest position ever written. */
  public void start(long greatestWritten) {
    clock = new StreamClock(greatestWritten);
  }

  /** Whether {@link #start} has run. */
  public boolean isStarted() {
    return clock != null;
  }

  /**
   * The clock.
   *
   * @throws IllegalStateException before the server has started
   */
  public StreamClock clock() {
    StreamClock started = clock;
    if (started == null) {
      throw new IllegalStateException("the stream has not started yet");
    }
    return started;
  }
}
