package org.matrixee.server.media;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.limits.RateLimits;

/**
 * How many uploads run at once. Each holds one of the container's threads while its bytes arrive,
 * and most of those must stay free for others.
 */
@ApplicationScoped
public class UploadSlots {
  /** A quarter of the container's threads. */
  static final int MOST = 16;

  /** A client uploads a picture and its thumbnail, and maybe from two devices. */
  static final int MOST_OF_A_USER = 4;

  private static final long RETRY_MILLIS = 1000;

  private final Semaphore free = new Semaphore(MOST);
  private final ConcurrentMap<UserId, Integer> byUser = new ConcurrentHashMap<>();

  /** A place that is taken. */
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes a place.
   *
   * @throws MatrixException M_LIMIT_EXCEEDED if there is none
   */
  Slot take(UserId user) {
    int own = byUser.merge(user, 1, Integer::sum);
    if (own > MOST_OF_A_USER || !free.tryAcquire()) {
      giveBack(user);
      throw RateLimits.refusal(RETRY_MILLIS);
    }
    return () -> {
      free.release();
      giveBack(user);
    };
  }

  private void giveBack(UserId user) {
    byUser.computeIfPresent(user, (id, count) -> count == 1 ? null : count - 1);
  }
}
