package org.matrixee.server.voip;

import java.time.Duration;
import java.util.List;

/**
 * What lets a client use the TURN servers.
 *
 * @param life how long they are good for
 */
public record TurnCredentials(String username, String password, Duration life, List<String> uris) {
  /** Copies the list. */
  public TurnCredentials {
    uris = List.copyOf(uris);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "TurnCredentials[" + username + "]";
  }
}
