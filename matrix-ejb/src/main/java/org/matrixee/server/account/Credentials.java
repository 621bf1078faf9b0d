package org.matrixee.server.account;

import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;

/**
 * What a finished login or registration gives.
 *
 * @param accessToken the new token; told once, never kept
 */
public record Credentials(UserId user, String accessToken, ServerName homeServer) {
  /** Leaves the token out. */
  @Override
  public String toString() {
    return "Credentials[" + user + "]";
  }
}
