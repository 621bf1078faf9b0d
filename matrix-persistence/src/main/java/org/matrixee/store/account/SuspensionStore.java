package org.matrixee.store.account;

import java.util.Set;
import org.matrixee.model.id.UserId;

/** Accounts that a server administrator suspended. Every method needs a running transaction. */
public interface SuspensionStore {
  /** Every account that is suspended. */
  Set<UserId> all();

  /** Suspends an account; false if it was suspended already. */
  boolean suspend(UserId user, UserId by, long nowTs);

  /** Lets an account go on; false if it was not suspended. */
  boolean lift(UserId user);
}
