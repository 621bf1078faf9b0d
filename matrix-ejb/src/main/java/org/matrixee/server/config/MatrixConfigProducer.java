package org.matrixee.server.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes the settings, the clock and the source of randomness: the only place that knows of them. */
@ApplicationScoped
public class MatrixConfigProducer {

  /** The settings, from system properties and the environment. */
  @Produces
  @Singleton
  public MatrixConfig config() {
    Config source = ConfigProvider.getConfig();
    return MatrixConfig.read(key -> source.getOptionalValue(key, String.class).orElse(null));
  }

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
