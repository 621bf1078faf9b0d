package org.matrixee.server.account.device;

import java.security.SecureRandom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.DeviceId;
import org.matrixee.server.account.Tokens;

/**
 * A session that is to begin, with its secrets: told to the client once, and kept as hashes only.
 *
 * @param displayName of the device, if it is new; null for none
 * @param refreshToken null if the client does not renew its access token
 * @param lifetime of the access token; null if that does not expire
 */
public record NewSession(
    DeviceId device,
    @Nullable String displayName,
    String accessToken,
    @Nullable String refreshToken,
    @Nullable Duration lifetime) {

  /**
   * A session as a client wants it. Only access tokens that can be renewed expire.
   *
   * @param lifetime of such an access token
   */
  public static NewSession of(DeviceWish wish, Duration lifetime, SecureRandom random) {
    return new NewSession(
        wish.id().orElseGet(() -> DeviceId.random(random)),
        wish.displayName(),
        Tokens.random(random),
        wish.refreshes() ? Tokens.random(random) : null,
        wish.refreshes() ? lifetime : null);
  }

  /** A session of a client that knows nothing of devices: those of 2014. */
  public static NewSession plain(SecureRandom random) {
    return new NewSession(DeviceId.random(random), null, Tokens.random(random), null, null);
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "NewSession[" + device + "]";
  }
}
