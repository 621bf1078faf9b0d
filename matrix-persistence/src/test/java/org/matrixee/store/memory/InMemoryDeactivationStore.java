package org.matrixee.store.memory;

import java.util.List;
import java.util.Map;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.DeactivationStore;

/** Accounts given up, in memory: by user, whether the rooms are left. */
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
  public List<UserId> findStaying(int limit) {
    return stores.tables().deactivations.entrySet().stream()
        .filter(entry -> !entry.getValue())
        .map(Map.Entry::getKey)
        .limit(limit)
        .toList();
  }

  @Override
  public void noteLeft(UserId user) {
    if (isDeactivated(user)) {
      stores.tables().journal.put(stores.tables().deactivations, user, true);
    }
  }

  @Override
  public boolean deactivate(UserId user, boolean erase, long nowTs) {
    if (isDeactivated(user)) {
      return false;
    }
    stores.tables().journal.put(stores.tables().deactivations, user, false);
    return true;
  }
}
