package org.matrixee.server.account.device;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.DeviceId;

/**
 * What a client wants to be known as once it is logged in.
 *
 * <p>v1.19: Client-Server API, {@code POST /login}.
 *
 * @param id empty if the server is to choose
 * @param displayName of a device that is not known yet; null for none
 * @param refreshes whether the client renews its access token when that expires
 */
public record DeviceWish(Optional<DeviceId> id, @Nullable String displayName, boolean refreshes) {
  /** Longest name of a device. */
  private static final int MAX_NAME = 255;

  /** A device that says nothing of itself. */
  public static final DeviceWish NONE = new DeviceWish(Optional.empty(), null, false);

  /** Checks the name. */
  public DeviceWish {
    requireName(displayName);
  }

  /**
   * Refuses a name that is too long.
   *
   * @throws MatrixException M_INVALID_PARAM
   */
  static void requireName(@Nullable String displayName) {
    if (displayName != null && displayName.length() > MAX_NAME) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM,
          "A device's name must not be longer than " + MAX_NAME + " characters.");
    }
  }
}
