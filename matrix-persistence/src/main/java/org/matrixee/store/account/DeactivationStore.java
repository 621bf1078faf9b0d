package org.matrixee.store.account;

import java.util.List;
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

  /** Users who gave up their accounts and may still be in rooms, those of long ago first. */
  List<UserId> findStaying(int limit);

  /** Notes that a user has left all rooms. */
  void noteLeft(UserId user);
}
