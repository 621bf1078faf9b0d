package org.matrixee.server.account.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.LoginSession;
import org.matrixee.model.account.Requester;
import org.matrixee.model.device.Device;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.Tokens;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/**
 * What users do with their devices.
 *
 * <p>v1.19: Client-Server API, "Device management", "Refreshing access tokens", "Logout".
 */
@ApplicationScoped
public class DeviceService {
  private DeviceTransactions transactions;
  private Sightings sightings;
  private RateLimits limits;
  private MatrixConfig config;
  private SecureRandom random;

  /** For the container's proxies. */
  protected DeviceService() {}

  /** With what it needs. */
  @Inject
  public DeviceService(
      DeviceTransactions transactions,
      Sightings sightings,
      RateLimits limits,
      MatrixConfig config,
      SecureRandom random) {
    this.transactions = transactions;
    this.sightings = sightings;
    this.limits = limits;
    this.config = config;
    this.random = random;
  }

  /** All devices of the caller, the oldest first. */
  public List<Device> list(Requester requester) {
    sightings.write();
    return transactions.findAll(requester.user());
  }

  /**
   * A device of the caller.
   *
   * @throws MatrixException M_NOT_FOUND
   */
  public Device get(Requester requester, String id) {
    sightings.write();
    return DeviceId.parse(id)
        .flatMap(device -> transactions.find(requester.user(), device))
        .orElseThrow(DeviceService::noDevice);
  }

  /**
   * Changes what is kept of a device.
   *
   * @param displayName the new name; null to leave it as it is
   * @throws MatrixException M_NOT_FOUND; M_INVALID_PARAM if the name is too long
   */
  public void update(Requester requester, String id, @Nullable String displayName) {
    DeviceWish.requireName(displayName);
    Device device = get(requester, id);
    if (displayName != null && !transactions.rename(requester.user(), device.id(), displayName)) {
      throw noDevice();
    }
  }

  /**
   * Ends devices of the caller; those that are not there any more are left out.
   *
   * @param permission the session that allowed it; null if nothing of it is kept
   * @throws MatrixException M_UNKNOWN if another request used the session meanwhile
   */
  public void end(
      Requester requester, Collection<DeviceId> ids, @Nullable LoginSession permission) {
    transactions.end(requester.user(), ids, permission);
  }

  /** Ends the caller's own device. */
  public void logout(Requester requester) {
    @Nullable DeviceId device = requester.device();
    if (device != null) {
      transactions.end(requester.user(), Set.of(device));
    }
  }

  /** Ends all devices of the caller. */
  public void logoutAll(Requester requester) {
    transactions.endAll(requester.user());
  }

  /**
   * Gives a client new tokens for its refresh token.
   *
   * @param address where the request comes from
   * @throws MatrixException M_UNKNOWN_TOKEN if that is not known, or not any more;
   *     M_USER_DEACTIVATED if the account must not be used; M_LIMIT_EXCEEDED
   */
  public NewSession refresh(String refreshToken, String address) {
    NewSession next =
        NewSession.of(
            new DeviceWish(Optional.empty(), null, true),
            config.login().accessTokenLifetime(),
            random);
    Optional<UserId> user =
        Tokens.isPossible(refreshToken)
            ? transactions.renew(Tokens.hash(refreshToken), next)
            : Optional.empty();
    if (user.isEmpty()) {
      limits.check(Action.UNKNOWN_TOKEN, address);
      throw new MatrixException(
          ErrorCode.M_UNKNOWN_TOKEN,
          ErrorCode.M_UNKNOWN_TOKEN.status(),
          "This refresh token is not known, or was used before.",
          Map.of("soft_logout", false));
    }
    return next;
  }

  private static MatrixException noDevice() {
    return new MatrixException(ErrorCode.M_NOT_FOUND, "You have no such device.");
  }
}
