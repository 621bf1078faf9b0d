package org.matrixee.server.account.signin;

import java.time.Duration;

/**
 * A token that is good for one login.
 *
 * @param token the secret; told once, never kept
 */
public record NewLoginToken(String token, Duration lifetime) {
  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "NewLoginToken";
  }
}
