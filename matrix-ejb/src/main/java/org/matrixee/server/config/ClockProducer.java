package org.matrixee.server.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes the clock and the source of randomness: the only place that takes them from the system. */
@ApplicationScoped
public class ClockProducer {
  /** The clock. */
  @Produces
  @Singleton
  public Clock clock() {
    return Clock.systemUTC();
  }

  /** Randomness for tokens and identifiers. */
  @Produces
  @Singleton
  public SecureRandom random() {
    return new SecureRandom();
  }
}
