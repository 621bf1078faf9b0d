package org.matrixee.server.account.lifecycle;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.AddedThreePid;
import org.matrixee.model.account.EmailProof;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.device.Device;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.device.NewSession;
import org.matrixee.server.account.device.SessionWriter;
import org.matrixee.server.account.email.EmailProofStage;
import org.matrixee.server.account.email.EmailProofTransactions;
import org.matrixee.server.account.login.Established;
import org.matrixee.server.account.login.LoginTransactions;
import org.matrixee.server.account.uia.Permission;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.account.DeactivationStore;
import org.matrixee.store.account.ThreePidStore;
import org.matrixee.store.device.DeviceStore;
import org.matrixee.store.device.LoginTokenStore;
import org.matrixee.store.device.OpenIdTokenStore;
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
  private OpenIdTokenStore openIdTokens;
  private EmailProofTransactions proofs;
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
      OpenIdTokenStore openIdTokens,
      EmailProofTransactions proofs,
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
    this.openIdTokens = openIdTokens;
    this.proofs = proofs;
    this.profileFields = profileFields;
    this.deactivated = deactivated;
    this.clock = clock;
  }

  /**
   * Makes an account, with the address that the permission rests on, if it rests on one.
   *
   * @param session null if the client does not want to be logged in
   * @throws MatrixException M_THREEPID_IN_USE if the address belongs to an account by now; and as
   *     {@link LoginTransactions#register}
   */
  public void register(
      UserId user, String hash, @Nullable NewSession session, Permission permission) {
    Established established = Established.password(hash);
    Optional<EmailProofStage.Proven> proven = EmailProofStage.proven(permission);
    if (proven.isPresent()) {
      proofs.use(proven.get().sid());
      ThreePid address = proven.get().address().threePid();
      if (threePids.findOwner(address).isPresent()) {
        throw inUse();
      }
      established = established.with(address);
    }
    permissions.register(permission.session(), user, established, session);
  }

  private static MatrixException inUse() {
    return new MatrixException(
        ErrorCode.M_THREEPID_IN_USE, "This address belongs to another account.");
  }

  /**
   * Writes another password of the account that has the address which the permission rests on.
   *
   * @param logout whether all its devices end
   * @throws MatrixException M_THREEPID_NOT_FOUND if no account with a password has the address
   */
  public void resetPassword(String hash, boolean logout, Permission permission) {
    EmailProofStage.Proven proven = EmailProofStage.proven(permission).orElseThrow();
    proofs.use(proven.sid());
    UserId user =
        threePids
            .findOwner(proven.address().threePid())
            .filter(owner -> accounts.find(owner).map(Account::passwordHash).isPresent())
            .orElseThrow(
                () ->
                    new MatrixException(
                        ErrorCode.M_THREEPID_NOT_FOUND,
                        "No account with a password has this address."));
    permissions.use(permission.session());
    accounts.setPasswordHash(user, hash);
    loginTokens.deleteOf(user);
    if (logout) {
      sessions.end(devices.findAll(user));
    }
  }

  /**
   * Gives an account an address that its owner has proven.
   *
   * @throws MatrixException M_THREEPID_IN_USE if it belongs to another account by now
   */
  public void addAddress(UserId user, EmailProof proof, Permission permission) {
    permissions.use(permission.session());
    proofs.use(proof.sid());
    ThreePid address = proof.address().threePid();
    boolean free =
        threePids.findOwner(address).map(user::equals).orElse(true)
            && (threePids.add(address, user, clock.millis())
                || threePids.findOwner(address).filter(user::equals).isPresent());
    if (!free) {
      throw inUse();
    }
  }

  /** Takes an address away from an account; nothing happens if it is not the account's. */
  public void deleteAddress(UserId user, ThreePid address) {
    threePids.delete(address, user);
  }

  /** The addresses of an account, the oldest first. */
  public List<AddedThreePid> addresses(UserId user) {
    return threePids.list(user);
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
    openIdTokens.deleteOf(user);
    List<Device> all = devices.findAll(user);
    sessions.end(all);
    deactivated.fire(new AccountDeactivated(user));
    return addresses;
  }
}
