package org.matrixee.server.profile;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.AccountStore;

/** Display names and avatars of local users. */
@Stateless
public class ProfileService {
  private AccountStore accounts;
  private Event<ProfileChanged> changed;

  /** For the container's proxies. */
  protected ProfileService() {}

  /** With what it needs. */
  @Inject
  public ProfileService(AccountStore accounts, Event<ProfileChanged> changed) {
    this.accounts = accounts;
    this.changed = changed;
  }

  /**
   * How a user appears.
   *
   * @throws MatrixException M_NOT_FOUND if there is no such account
   */
  public Profile get(UserId user) {
    Account account = accounts.find(user).orElseThrow(ProfileService::noSuchUser);
    return new Profile(account.displayName(), account.avatarUrl());
  }

  /**
   * Sets a display name.
   *
   * @param displayName null clears it
   * @throws MatrixException M_FORBIDDEN for another user's profile
   */
  public void setDisplayName(Requester requester, UserId user, @Nullable String displayName) {
    requireSelf(requester, user);
    accounts.setDisplayName(user, displayName);
    changed.fire(new ProfileChanged(user));
  }

  /**
   * Sets an avatar.
   *
   * @param avatarUrl null clears it
   * @throws MatrixException M_FORBIDDEN for another user's profile
   */
  public void setAvatarUrl(Requester requester, UserId user, @Nullable String avatarUrl) {
    requireSelf(requester, user);
    accounts.setAvatarUrl(user, avatarUrl);
    changed.fire(new ProfileChanged(user));
  }

  private static void requireSelf(Requester requester, UserId user) {
    if (!requester.user().equals(user)) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "This is another user's profile.");
    }
  }

  private static MatrixException noSuchUser() {
    return new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such user.");
  }
}
