package org.matrixee.store.memory;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.memory.Tables.FieldKey;
import org.matrixee.store.profile.ProfileFieldStore;

/** Fields of profiles in memory. */
final class InMemoryProfileFieldStore implements ProfileFieldStore {
  private final InMemoryStores stores;

  InMemoryProfileFieldStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void lock(UserId user) {
    // Transactions run one at a time here.
    stores.tables();
  }

  @Override
  public Map<String, JsonText> all(UserId user) {
    Map<String, JsonText> fields = new TreeMap<>();
    stores
        .tables()
        .profileFields
        .forEach(
            (key, value) -> {
              if (key.user().equals(user)) {
                fields.put(key.name(), value);
              }
            });
    return fields;
  }

  @Override
  public void put(UserId user, String name, JsonText value) {
    Tables tables = stores.tables();
    tables.journal.put(tables.profileFields, new FieldKey(user, name), value);
  }

  @Override
  public boolean delete(UserId user, String name) {
    Tables tables = stores.tables();
    return tables.journal.remove(tables.profileFields, new FieldKey(user, name));
  }

  @Override
  public void deleteOf(UserId user) {
    List.copyOf(all(user).keySet()).forEach(name -> delete(user, name));
  }
}
