package org.matrixee.server.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** Reads the settings once, from system properties and the environment. */
@ApplicationScoped
public class MatrixConfigProducer {
  private static final Logger LOG = Logger.getLogger(MatrixConfigProducer.class);

  /** The settings. */
  @Produces
  @Singleton
  public MatrixConfig config() {
    Config source = ConfigProvider.getConfig();
    try {
      return MatrixConfig.read(key -> source.getOptionalValue(key, String.class).orElse(null));
    } catch (IllegalArgumentException wrong) {
      // The container wraps it in a long story about beans; the admin needs the sentence alone.
      LOG.errorf("Matrix EE does not start: %s", wrong.getMessage());
      throw wrong;
    }
  }
}
