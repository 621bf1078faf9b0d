package org.matrixee.store.memory;

import java.util.Comparator;
import java.util.List;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.id.ServerName;
import org.matrixee.store.federation.ServerKeyStore;
import org.matrixee.store.memory.Tables.ServerKeyId;

/** Keys of other servers in memory. */
final class InMemoryServerKeyStore implements ServerKeyStore {
  private final InMemoryStores stores;

  InMemoryServerKeyStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public List<PublishedKey> find(ServerName server) {
    return stores.tables().serverKeys.entrySet().stream()
        .filter(entry -> entry.getKey().server().equals(server))
        .map(java.util.Map.Entry::getValue)
        .sorted(Comparator.comparing(key -> key.id().value()))
        .toList();
  }

  @Override
  public void save(ServerName server, List<PublishedKey> keys) {
    Tables tables = stores.tables();
    keys.forEach(
        key -> tables.journal.put(tables.serverKeys, new ServerKeyId(server, key.id()), key));
  }
}
