package org.matrixee.web.federation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.matrixee.server.limits.RateLimits;

/**
 * The memory that requests of other servers take up, all together: their bodies while they come,
 * and what becomes of them when they are read, until they are answered. Whoever would need more
 * than is left has to come again.
 *
 * <p>2014: threats, T1.
 */
@ApplicationScoped
public class BodyMemory {
  private static final long LEAST = 64L * 1024 * 1024;

  /** Of the heap: what is not for bodies is for everything else. */
  private static final int PART = 4;

  private static final int RETRY_AFTER_MS = 1000;

  /** Longer than any request is worked on; only what was lost is given back by it. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /** A quarter of the heap. */
  public BodyMemory() {
    this(Math.max(LEAST, Runtime.getRuntime().maxMemory() / PART));
  }

  BodyMemory(long most) {
    this.most = most;
  }

  /** The part of one request. */
  Share open() {
    return new Share();
  }

  /** How much is taken, in bytes. */
  long taken() {
    return taken.get();
  }

  /** What one request takes up; to be closed when it is answered, or after a while by itself. */
  final class Share implements AutoCloseable {
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private long mine;

    private Share() {
      CompletableFuture<?> unused =
          over.completeOnTimeout(null, LONGEST.toMillis(), TimeUnit.MILLISECONDS)
              .thenRun(() -> set(0));
    }

    /**
     * Takes more.
     *
     * @throws org.matrixee.model.error.MatrixException M_LIMIT_EXCEEDED if there is not so much
     */
    synchronized void add(long bytes) {
      if (over.isDone()) {
        return;
      }
      if (taken.addAndGet(bytes) > most) {
        taken.addAndGet(-bytes);
        throw RateLimits.refusal(RETRY_AFTER_MS);
      }
      mine += bytes;
    }

    /** Gives back all but so much. */
    void keep(long bytes) {
      set(bytes);
    }

    private synchronized void set(long bytes) {
      long less = Math.max(0, mine - bytes);
      mine -= less;
      taken.addAndGet(-less);
    }

    @Override
    public void close() {
      over.complete(null);
    }
  }
}
