package org.matrixee.store.schema.jpa;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.jboss.logging.Logger;

/**
 * Passes on what Flyway says, at levels that suit us: its notices are details of ours. Public
 * because Flyway makes it, from its name.
 */
public final class FlywayLog implements Log, LogCreator {
  private static final Logger LOG = Logger.getLogger("org.matrixee.store.schema");

  @Override
  public Log createLogger(Class<?> source) {
    return this;
  }

  @Override
  public void debug(String message) {
    LOG.trace(message);
  }

  @Override
  public void info(String message) {
    LOG.debug(message);
  }

  @Override
  public void warn(String message) {
    LOG.warn(message);
  }

  @Override
  public void error(String message) {
    // The exception that follows says the same.
    LOG.debug(message);
  }

  @Override
  public void error(String message, Exception cause) {
    LOG.debug(message, cause);
  }

  @Override
  public void notice(String message) {
    LOG.debug(message);
  }
}
