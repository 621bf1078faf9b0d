package org.matrixee.server.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.net.IpAddress;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Rate;

/**
 * Token buckets per action and per user or address, in memory.
 *
 * <p>Their number is bounded: in a flood of addresses, those seldom seen are forgotten first. A
 * bucket that is not used for as long as the slowest takes to fill is full, and needs no memory.
 *
 * <p>2014: client-api-v1, 1.4; threats, 2; S-RATE, S-API-17.
 */
@ApplicationScoped
public class RateLimits {
  /** Some 30 MB when all are used. */
  static final int MAX_BUCKETS = 100_000;

  private final Map<Action, Rate> rates = new EnumMap<>(Action.class);
  private final TimeMeter time;
  private final boolean on;
  private final Cache<Key, Bucket> buckets;

  private record Key(Action action, String subject) {}

  /** For the CDI proxy. */
  protected RateLimits() {
    on = false;
    time = TimeMeter.SYSTEM_NANOTIME;
    buckets = Caffeine.newBuilder().maximumSize(0).build();
  }

  /** Limits as the settings say. */
  @Inject
  public RateLimits(MatrixConfig config) {
    this(config, TimeMeter.SYSTEM_NANOTIME);
  }

  /** The same by another clock. */
  RateLimits(MatrixConfig config, TimeMeter time) {
    this.time = time;
    on = config.rateLimits();
    for (Action action : Action.values()) {
      rates.put(action, config.limits().rate(action.name()));
    }
    buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            .ticker(time::currentTimeNanos)
            .expireAfterAccess(Duration.ofMillis(Rate.MOST_TO_FILL))
            .build();
  }

  /**
   * Counts one action.
   *
   * @param subject the user ID or the address
   * @throws MatrixException M_LIMIT_EXCEEDED with {@code retry_after_ms}, the time after which the
   *     same action would pass
   */
  public void check(Action action, String subject) {
    check(action, subject, 1);
  }

  /**
   * Counts an action done several times at once; more than fit in the burst count as the burst.
   *
   * @throws MatrixException M_LIMIT_EXCEEDED as above
   */
  public void check(Action action, String subject, int times) {
    if (!on || times <= 0) {
      return;
    }
    int count = Math.min(times, rate(action).burst());
    ConsumptionProbe probe = bucket(action, subject).tryConsumeAndReturnRemaining(count);
    if (!probe.isConsumed()) {
      throw refusal(TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()) + 1);
    }
  }

  /**
   * Looks whether an action would pass, and counts nothing: for what is counted if it fails only.
   *
   * @throws MatrixException M_LIMIT_EXCEEDED as above
   */
  public void requireLeft(Action action, String subject) {
    if (!on) {
      return;
    }
    EstimationProbe probe = bucket(action, subject).estimateAbilityToConsume(1);
    if (!probe.canBeConsumed()) {
      throw refusal(TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()) + 1);
    }
  }

  private Bucket bucket(Action action, String subject) {
    Rate rate = rate(action);
    return buckets.get(new Key(action, network(subject)), key -> fullBucket(rate));
  }

  /**
   * A refusal of what may be tried again.
   *
   * @param millis when
   */
  public static MatrixException refusal(long millis) {
    return new MatrixException(
        ErrorCode.M_LIMIT_EXCEEDED,
        ErrorCode.M_LIMIT_EXCEEDED.status(),
        "Too many requests. Try again later.",
        Map.of("retry_after_ms", millis));
  }

  /** Nobody has just one IPv6 address. */
  private static String network(String subject) {
    return subject.startsWith("@") ? subject : IpAddress.networkOf(subject);
  }

  private Rate rate(Action action) {
    Rate rate = rates.get(action);
    if (rate == null) {
      throw new AssertionError(action);
    }
    return rate;
  }

  private Bucket fullBucket(Rate rate) {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(
            limit -> limit.capacity(rate.burst()).refillGreedy(1, Duration.ofMillis(rate.millis())))
        .build();
  }
}
