package org.matrixee.server.account.uia;

import jakarta.json.JsonObject;

/**
 * What came of a request for an operation that needs authentication.
 *
 * @param <T> the operation's result
 */
public sealed interface Guarded<T> {
  /** The operation is done. */
  record Done<T>(T result) implements Guarded<T> {}

  /**
   * More is needed: the answer with status 401.
   *
   * @param answer with {@code flows}, {@code params}, {@code session} and {@code completed}, and
   *     {@code errcode} and {@code error} if a stage was not passed
   */
  record Challenge<T>(JsonObject answer) implements Guarded<T> {
    /** Leaves the session out. */
    @Override
    public String toString() {
      return "Challenge";
    }
  }
}
