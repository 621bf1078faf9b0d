package org.matrixee.store.memory;

import java.util.Optional;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.memory.Tables.FilterKey;
import org.matrixee.store.personal.FilterStore;

/** Filters in memory. */
final class InMemoryFilterStore implements FilterStore {
  private final InMemoryStores stores;

  InMemoryFilterStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void put(UserId user, String id, JsonText filter) {
    if (find(user, id).isEmpty()) {
      stores.tables().journal.put(stores.tables().filters, new FilterKey(user, id), filter);
    }
  }

  @Override
  public Optional<JsonText> find(UserId user, String id) {
    return Optional.ofNullable(stores.tables().filters.get(new FilterKey(user, id)));
  }
}
