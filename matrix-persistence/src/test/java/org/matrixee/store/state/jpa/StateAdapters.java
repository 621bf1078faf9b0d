package org.matrixee.store.state.jpa;

import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.EventReader;
import org.matrixee.store.jpa.NidAllocator;
import org.matrixee.store.state.StateStore;

/** Opens this package's adapters to tests without a container. */
public final class StateAdapters {
  private StateAdapters() {}

  public static StateStore create(Database database, NidAllocator nids, EventReader reader) {
    return new JpaStateStore(database, nids, reader);
  }
}
