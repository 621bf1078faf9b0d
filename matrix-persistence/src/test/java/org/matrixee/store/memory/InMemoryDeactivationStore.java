package org.matrixee.store.memory;

import org.matrixee.model.id.UserId;
import org.matrixee.store.account.DeactivationStore;

/** Accounts given up, in memory. */
final class InMemoryDeactivationStore implements DeactivationStore {
  private final InMemoryStores stores;

  InMemoryDeactivationStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public boolean isDeactivated(UserId user) {
    return stores.tables().deactivations.containsKey(user);
  }

  @Override
  public boolean deactivate(UserId user, boolean erase, long nowTs) {
    if (isDeactivated(user)) {
      return false;
    }
    stores.tables().journal.put(stores.tables().deactivations, user, erase);
    return true;
  }
}
