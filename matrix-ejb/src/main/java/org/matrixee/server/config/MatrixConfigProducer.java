package org.matrixee.server.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads the settings once, from system properties and the environment. */
@ApplicationScoped
public class MatrixConfigProducer {
  /** The settings. */
  @Produces
  @Singleton
  public MatrixConfig config() {
    Config source = ConfigProvider.getConfig();
    try {
      return MatrixConfig.read(key -> source.getOptionalValue(key, String.class).orElse(null));
    } catch (IllegalArgumentException wrong) {
      throw FailedStart.because(wrong);
    }
  }
}
