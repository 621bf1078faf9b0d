package org.matrixee.store.memory;

import java.util.Set;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.SuspensionStore;

/** Suspensions in memory. */
final class InMemorySuspensionStore implements SuspensionStore {
  private final InMemoryStores stores;

  InMemorySuspensionStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Set<UserId> all() {
    return Set.copyOf(stores.tables().suspensions.keySet());
  }

  @Override
  public boolean suspend(UserId user, UserId by, long nowTs) {
    if (stores.tables().suspensions.containsKey(user)) {
      return false;
    }
    stores.tables().journal.put(stores.tables().suspensions, user, by);
    return true;
  }

  @Override
  public boolean lift(UserId user) {
    return stores.tables().journal.remove(stores.tables().suspensions, user);
  }
}
