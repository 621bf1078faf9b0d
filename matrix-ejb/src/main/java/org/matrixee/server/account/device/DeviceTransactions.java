package org.matrixee.server.account.device;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.LoginSession;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.LastSeen;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.Admission;
import org.matrixee.server.account.login.LoginTransactions;
import org.matrixee.store.device.DeviceStore;
import org.matrixee.store.device.LoginTokenStore;

/** The short transactions of devices and of tokens that are over. */
@Stateless
public class DeviceTransactions {
  private DeviceStore devices;
  private LoginTokenStore loginTokens;
  private SessionWriter sessions;
  private LoginTransactions permissions;
  private Admission admission;
  private Event<DeviceRenamed> deviceRenamed;
  private Clock clock;

  /** For the container's proxies. */
  protected DeviceTransactions() {}

  /** With what it needs. */
  @Inject
  public DeviceTransactions(
      DeviceStore devices,
      LoginTokenStore loginTokens,
      SessionWriter sessions,
      LoginTransactions permissions,
      Admission admission,
      Event<DeviceRenamed> deviceRenamed,
      Clock clock) {
    this.devices = devices;
    this.loginTokens = loginTokens;
    this.sessions = sessions;
    this.permissions = permissions;
    this.admission = admission;
    this.deviceRenamed = deviceRenamed;
    this.clock = clock;
  }

  /** All devices of a user, the oldest first. */
  public List<Device> findAll(UserId user) {
    return devices.findAll(user);
  }

  /** A device of a user. */
  public Optional<Device> find(UserId user, DeviceId id) {
    return devices.find(user, id);
  }

  /** Gives a device another name; false if there is no such device. */
  public boolean rename(UserId user, DeviceId id, String displayName) {
    boolean renamed = devices.rename(user, id, displayName);
    if (renamed) {
      deviceRenamed.fire(new DeviceRenamed(user, id));
    }
    return renamed;
  }

  /** Ends devices; unknown ones are left out. */
  public void end(UserId user, Collection<DeviceId> ids) {
    sessions.end(
        devices.findAll(user).stream().filter(device -> ids.contains(device.id())).toList());
  }

  /**
   * Ends devices, and the session that allowed it: both or neither.
   *
   * @param permission null if nothing of it is kept
   * @throws org.matrixee.model.error.MatrixException M_UNKNOWN if another request used it meanwhile
   */
  public void end(UserId user, Collection<DeviceId> ids, @Nullable LoginSession permission) {
    permissions.use(permission);
    end(user, ids);
  }

  /** Ends all devices of a user. */
  public void endAll(UserId user) {
    sessions.end(devices.findAll(user));
  }

  /**
   * Gives a device new tokens; see {@link SessionWriter#renew}.
   *
   * @throws org.matrixee.model.error.MatrixException M_USER_DEACTIVATED if the account must not be
   *     used
   */
  public Optional<UserId> renew(String refreshHash, NewSession next) {
    Optional<UserId> user = sessions.renew(refreshHash, next);
    user.ifPresent(admission::require);
    return user;
  }

  /** See {@link SessionWriter#settle}. */
  public void settle(long deviceNid, int generation) {
    sessions.settle(deviceNid, generation);
  }

  /** Notes when and where devices were heard of. */
  public void note(Map<Long, LastSeen> seen) {
    devices.note(seen);
  }

  /** Forgets up to {@code limit} login tokens that are over; says how many. */
  public int forgetLoginTokens(int limit) {
    return loginTokens.deleteExpired(clock.millis(), limit);
  }
}
