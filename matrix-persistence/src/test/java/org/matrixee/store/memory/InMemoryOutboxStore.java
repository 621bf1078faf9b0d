package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.List;
import org.matrixee.model.id.ServerName;
import org.matrixee.store.federation.OutboxStore;

/** Waiting events in memory. */
final class InMemoryOutboxStore implements OutboxStore {
  private final InMemoryStores stores;

  InMemoryOutboxStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void enqueue(List<Entry> entries) {
    for (Entry entry : entries) {
      String key = entry.destination() + " " + entry.position();
      if (stores.tables().outbox.containsKey(key)) {
        throw new IllegalStateException("there is such an entry: " + key);
      }
      stores.tables().journal.put(stores.tables().outbox, key, entry);
    }
  }

  @Override
  public List<Entry> peek(ServerName destination, int limit) {
    return stores.tables().outbox.values().stream()
        .filter(entry -> entry.destination().equals(destination))
        .sorted(comparing(Entry::position))
        .limit(limit)
        .toList();
  }
}
