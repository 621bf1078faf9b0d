package org.matrixee.store.account;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.matrixee.model.account.AddedThreePid;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.id.UserId;

/** Verified third-party ids of accounts. Every method needs a running transaction. */
public interface ThreePidStore {
  /**
   * Gives a third-party id to an account.
   *
   * @return false if it belongs to an account already, also by a transaction that commits at the
   *     same time; the running transaction goes on
   */
  boolean add(ThreePid threePid, UserId user, long nowTs);

  /** Whose it is. */
  Optional<UserId> findOwner(ThreePid threePid);

  /** All of an account. */
  Set<ThreePid> findAll(UserId user);

  /** The same with when they were added, the oldest first. */
  List<AddedThreePid> list(UserId user);

  /** Takes one away from an account; false if it is not the account's. */
  boolean delete(ThreePid threePid, UserId user);

  /** Takes all of an account away from it. */
  void deleteOf(UserId user);
}
