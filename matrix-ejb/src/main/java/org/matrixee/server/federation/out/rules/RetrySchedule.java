package org.matrixee.server.federation.out.rules;

import java.time.Duration;

/**
 * When a server that did not answer is tried again: after about a second, then after twice as long
 * each time, up to an hour. A fifth more or less by chance, so that those who lost a server
 * together do not come back together.
 *
 * <p>2014: federation-v1, section 2.3.
 */
public final class RetrySchedule {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final double SPREAD = 0.2;

  /** Doubling further would only overflow. */
  private static final int MOST_DOUBLINGS = 20;

  private RetrySchedule() {}

  /**
   * The pause after a failure.
   *
   * @param failures how often in a row the server has failed, at least 1
   * @param chance from 0 to 1
   */
  public static Duration pause(int failures, double chance) {
    int doublings = Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1));
    long plain = Math.min(LONGEST.toMillis(), FIRST.toMillis() << doublings);
    return Duration.ofMillis(Math.round(plain * (1 - SPREAD + 2 * SPREAD * chance)));
  }

  /** The pause that nothing but a change of settings or a human can shorten. */
  public static Duration longest() {
    return LONGEST;
  }

  /** A pause that the server itself asks for, within our bounds. */
  public static Duration asked(long millis) {
    return Duration.ofMillis(Math.max(FIRST.toMillis(), Math.min(LONGEST.toMillis(), millis)));
  }
}
