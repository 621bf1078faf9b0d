package org.matrixee.store.memory;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparing(key -> key.id().value()))
        .toList();
  }

  @Override
  public Map<ServerName, List<PublishedKey>> findAll(Collection<ServerName> servers) {
    Map<ServerName, List<PublishedKey>> found = new HashMap<>();
    for (ServerName server : servers) {
      List<PublishedKey> keys = find(server);
      if (!keys.isEmpty()) {
        found.put(server, keys);
      }
    }
    return found;
  }

  @Override
  public void save(ServerName server, List<PublishedKey> keys) {
    Tables tables = stores.tables();
    keys.forEach(
        key -> tables.journal.put(tables.serverKeys, new ServerKeyId(server, key.id()), key));
  }
}
