package org.matrixee.server.account.lifecycle;

import java.util.Optional;
import org.matrixee.server.account.device.DeviceWish;

/**
 * The account that a client wants.
 *
 * @param username empty to let the server choose
 * @param password empty as long as the client only asks what is needed
 * @param device what the client wants to be known as
 * @param logsIn whether it wants to be logged in
 */
public record Registration(
    Optional<String> username, Optional<String> password, DeviceWish device, boolean logsIn) {
  /** Leaves the password out. */
  @Override
  public String toString() {
    return "Registration[" + username + "]";
  }
}
