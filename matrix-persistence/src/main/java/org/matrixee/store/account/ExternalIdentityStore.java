package org.matrixee.store.account;

import java.util.Optional;
import java.util.Set;
import org.matrixee.model.account.ExternalIdentity;
import org.matrixee.model.id.UserId;

/**
 * Links between accounts and who their owners are elsewhere. Every method needs a running
 * transaction.
 */
public interface ExternalIdentityStore {
  /** Whose account it is. */
  Optional<UserId> findOwner(ExternalIdentity identity);

  /**
   * Links an identity to an account, for good.
   *
   * @return false if the identity is linked already, or the account to another identity of the same
   *     issuer, also by a transaction that commits at the same time; the running transaction goes
   *     on
   */
  boolean link(ExternalIdentity identity, UserId user, long nowTs);

  /** Who an account's owner is elsewhere: at most one identity of each issuer. */
  Set<ExternalIdentity> findAll(UserId user);
}
