package org.matrixee.store.memory;

import org.matrixee.store.stream.StreamMarkStore;

/** The stream's mark in memory. */
final class InMemoryStreamMarkStore implements StreamMarkStore {
  private final InMemoryStores stores;

  InMemoryStreamMarkStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public long reserved() {
    return stores.tables().streamMark.getOrDefault(true, 0L);
  }

  @Override
  public void reserve(long upTo) {
    if (upTo > reserved()) {
      stores.tables().journal.put(stores.tables().streamMark, true, upTo);
    }
  }
}
