package org.matrixee.store.account;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.id.UserId;

/** Accounts. Every method needs a running transaction. */
public interface AccountStore {
  /**
   * Writes a new account.
   *
   * @return false if the user ID is taken, also by a transaction that commits at the same time; the
   *     running transaction goes on
   */
  boolean create(Account account);

  /** An account by its folded user ID. */
  Optional<Account> find(UserId user);

  /** Accounts by their folded user IDs; unknown ones are left out. */
  Map<UserId, Account> findAll(Collection<UserId> users);

  /** Sets or, with null, clears the display name; false if there is no such account. */
  boolean setDisplayName(UserId user, @Nullable String displayName);

  /** Sets or, with null, clears the hash of the password; false if there is no such account. */
  boolean setPasswordHash(UserId user, @Nullable String passwordHash);

  /** Sets or, with null, clears the avatar URL; false if there is no such account. */
  boolean setAvatarUrl(UserId user, @Nullable String avatarUrl);
}
