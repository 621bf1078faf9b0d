package org.matrixee.server.limits;

import java.time.Duration;

/** What is limited, with how much at once and how much in the long run. */
public enum Action {
  /** Any event sent to a room that is not state; per user. */
  SEND(30, 10, Duration.ofSeconds(1)),
  /** Making a room; per user. */
  CREATE_ROOM(10, 1, Duration.ofSeconds(5)),
  /** State, membership and directory changes; per user. */
  CHANGE(60, 10, Duration.ofSeconds(1)),
  /** Changing the profile, which every room of the user hears; per user. */
  PROFILE(10, 1, Duration.ofSeconds(2)),
  /** Registering; per address. */
  REGISTER(20, 1, Duration.ofSeconds(3)),
  /** Logging in; per address and per account. */
  LOGIN(10, 1, Duration.ofSeconds(2));

  private final long burst;
  private final long refill;
  private final Duration period;

  Action(long burst, long refill, Duration period) {
    this.burst = burst;
    this.refill = refill;
    this.period = period;
  }

  /** How many at once. */
  long burst() {
    return burst;
  }

  /** How many come back in each period. */
  long refill() {
    return refill;
  }

  /** The period. */
  Duration period() {
    return period;
  }
}
