package org.matrixee.store.event.jpa;

import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.GraphStore;
import org.matrixee.store.event.RelationStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.EventReader;
import org.matrixee.store.jpa.NidAllocator;

/** Opens this package's adapters to tests without a container. */
public final class EventAdapters {
  private EventAdapters() {}

  public static EventStore create(Database database, NidAllocator nids, EventReader reader) {
    return new JpaEventStore(database, nids, reader);
  }

  public static RelationStore relations(Database database, EventReader reader) {
    return new JpaRelationStore(database, reader);
  }

  public static GraphStore graph(Database database) {
    return new JpaGraphStore(database);
  }
}
