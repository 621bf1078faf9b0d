package org.matrixee.store.account;

import org.matrixee.model.id.UserId;

/** Accounts that their owners gave up. Every method needs a running transaction. */
public interface DeactivationStore {
  /** Whether an account was given up. */
  boolean isDeactivated(UserId user);

  /**
   * Notes that an account is given up, for good.
   *
   * @param erase whether its owner wants forgotten what can be
   * @return false if it was given up already, also by a transaction that commits at the same time
   */
  boolean deactivate(UserId user, boolean erase, long nowTs);
}
