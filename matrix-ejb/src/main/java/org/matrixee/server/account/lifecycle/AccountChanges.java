package org.matrixee.server.account.lifecycle;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.Device;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.device.SessionWriter;
import org.matrixee.server.account.login.LoginTransactions;
import org.matrixee.server.account.uia.Permission;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.account.DeactivationStore;
import org.matrixee.store.account.ThreePidStore;
import org.matrixee.store.device.DeviceStore;
import org.matrixee.store.device.LoginTokenStore;
import org.matrixee.store.profile.ProfileFieldStore;

/** The short transactions that change an account, or end it. */
@Stateless
public class AccountChanges {
  private AccountStore accounts;
  private DeactivationStore deactivations;
  private ThreePidStore threePids;
  private DeviceStore devices;
  private LoginTokenStore loginTokens;
  private SessionWriter sessions;
  private LoginTransactions permissions;
  private ProfileFieldStore profileFields;
  private Event<AccountDeactivated> deactivated;
  private Clock clock;

  /** For the container's proxies. */
  protected AccountChanges() {}

  /** With what it needs. */
  @Inject
  public AccountChanges(
      AccountStore accounts,
      DeactivationStore deactivations,
      ThreePidStore threePids,
      DeviceStore devices,
      LoginTokenStore loginTokens,
      SessionWriter sessions,
      LoginTransactions permissions,
      ProfileFieldStore profileFields,
      Event<AccountDeactivated> deactivated,
      Clock clock) {
    this.accounts = accounts;
    this.deactivations = deactivations;
    this.threePids = threePids;
    this.devices = devices;
    this.loginTokens = loginTokens;
    this.sessions = sessions;
    this.permissions = permissions;
    this.profileFields = profileFields;
    this.deactivated = deactivated;
    this.clock = clock;
  }

  /**
   * Writes another password.
   *
   * @param onlyLeft the device that stays logged in, while all others end; empty if all stay
   */
  public void setPassword(
      UserId user, String hash, Optional<DeviceId> onlyLeft, Permission permission) {
    permissions.use(permission.session());
    accounts.setPasswordHash(user, hash);
    loginTokens.deleteOf(user);
    onlyLeft.ifPresent(
        left ->
            sessions.end(
                devices.findAll(user).stream()
                    .filter(device -> !device.id().equals(left))
                    .toList()));
  }

  /**
   * Ends an account: nobody logs in any more, nor gets its name.
   *
   * @param erase whether what can be forgotten shall be
   * @return whether it had addresses, which an identity server may know of
   */
  public boolean deactivate(UserId user, boolean erase, Permission permission) {
    permissions.use(permission.session());
    deactivations.deactivate(user, erase, clock.millis());
    @Nullable String none = null;
    accounts.setPasswordHash(user, none);
    if (erase) {
      accounts.setDisplayName(user, none);
      accounts.setAvatarUrl(user, none);
      profileFields.deleteOf(user);
    }
    boolean addresses = !threePids.findAll(user).isEmpty();
    threePids.deleteOf(user);
    loginTokens.deleteOf(user);
    List<Device> all = devices.findAll(user);
    sessions.end(all);
    deactivated.fire(new AccountDeactivated(user));
    return addresses;
  }
}
