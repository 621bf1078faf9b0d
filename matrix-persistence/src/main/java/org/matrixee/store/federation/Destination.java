package org.matrixee.store.federation;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;

/**
 * Another server as one that we send to.
 *
 * @param failingSince since when it has not taken anything, ms since 1970; null if it answers
 * @param retryAt when it is tried again, ms since 1970; null: at once
 * @param failures how often in a row it has failed
 * @param lastError why, in a sentence; null if it answers
 * @param lastTransaction the newest transaction's id; 0 if there never was one
 */
public record Destination(
    ServerName server,
    @Nullable Long failingSince,
    @Nullable Long retryAt,
    int failures,
    @Nullable String lastError,
    long lastTransaction) {

  /** One that nothing is known of. */
  public static Destination unknown(ServerName server) {
    return new Destination(server, null, null, 0, null, 0);
  }

  /** The same after a failure. */
  public Destination failed(long nowTs, long newRetryAt, String error) {
    return new Destination(
        server,
        failingSince == null ? nowTs : failingSince,
        newRetryAt,
        failures + 1,
        error,
        lastTransaction);
  }

  /** The same after an answer. */
  public Destination healthy() {
    return new Destination(server, null, null, 0, null, lastTransaction);
  }

  /** The same as if it had failed for the first time: it has shown that it lives. */
  public Destination revived() {
    return new Destination(server, failingSince, retryAt, 0, lastError, lastTransaction);
  }

  /** The same with a newer transaction. */
  public Destination sending(long transaction) {
    return new Destination(server, failingSince, retryAt, failures, lastError, transaction);
  }
}
