package org.matrixee.store.memory;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.matrixee.store.KeyStores;

/** What the stores of end-to-end encryption in memory share. */
final class InMemoryKeys {
  private final InMemoryStores stores;
  private final KeyTables tables;

  private InMemoryKeys(InMemoryStores stores, KeyTables tables) {
    this.stores = stores;
    this.tables = tables;
  }

  static KeyStores stores(InMemoryStores stores, KeyTables tables) {
    InMemoryKeys rows = new InMemoryKeys(stores, tables);
    return new KeyStores(
        new InMemoryToDeviceStore(rows),
        new InMemoryDeviceKeyStore(rows),
        new InMemoryOneTimeKeyStore(rows),
        new InMemoryCrossSigningStore(rows),
        new InMemoryDeviceListStore(rows),
        new InMemoryKeyBackupStore(rows));
  }

  /** The rows, for a thread in a transaction. */
  KeyTables tables() {
    others();
    return tables;
  }

  /** The rows of the other stores. */
  Tables others() {
    return stores.tables();
  }

  <K, V> void put(Map<K, V> table, K key, V value) {
    others().journal.put(table, key, value);
  }

  <K, V> int remove(Map<K, V> table, Predicate<Map.Entry<K, V>> which) {
    List<K> keys = table.entrySet().stream().filter(which).map(Map.Entry::getKey).toList();
    keys.forEach(key -> others().journal.remove(table, key));
    return keys.size();
  }
}
