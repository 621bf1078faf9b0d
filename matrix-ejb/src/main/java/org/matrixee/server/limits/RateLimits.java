package org.matrixee.server.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.MatrixConfig;

/**
 * Token buckets per action and per user or address, in memory.
 *
 * <p>2014: client-api-v1, 1.4; S-RATE, S-API-17.
 */
@ApplicationScoped
public class RateLimits {
  private static final int MAX_BUCKETS = 100_000;

  private final boolean on;
  private final Cache<Key, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MAX_BUCKETS)
          .expireAfterAccess(Duration.ofMinutes(10))
          .build();

  private record Key(Action action, String subject) {}

  /** For the CDI proxy. */
  protected RateLimits() {
    on = false;
  }

  /** Limits as the settings say. */
  @Inject
  public RateLimits(MatrixConfig config) {
    on = config.rateLimits();
  }

  /**
   * Counts one action.
   *
   * @param subject the user ID or the address
   * @throws MatrixException M_LIMIT_EXCEEDED with {@code retry_after_ms}, the time after which the
   *     same action would pass
   */
  public void check(Action action, String subject) {
    if (!on) {
      return;
    }
    Bucket bucket = buckets.get(new Key(action, subject), RateLimits::fullBucket);
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long millis = TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()) + 1;
      throw new MatrixException(
          ErrorCode.M_LIMIT_EXCEEDED,
          ErrorCode.M_LIMIT_EXCEEDED.status(),
          "Too many requests. Try again later.",
          Map.of("retry_after_ms", millis));
    }
  }

  private static Bucket fullBucket(Key key) {
    Action action = key.action();
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity(action.burst()).refillGreedy(action.refill(), action.period()))
        .build();
  }
}
