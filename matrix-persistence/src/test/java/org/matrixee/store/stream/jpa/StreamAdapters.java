package org.matrixee.store.stream.jpa;

import org.matrixee.store.jpa.Database;
import org.matrixee.store.stream.StreamMarkStore;

/** Opens this package's adapters to tests without a container. */
public final class StreamAdapters {
  private StreamAdapters() {}

  public static StreamMarkStore mark(Database database) {
    return new JpaStreamMarkStore(database);
  }
}
