package org.matrixee.store.presence.jpa;

import org.matrixee.store.jpa.Database;
import org.matrixee.store.presence.PresenceListStore;
import org.matrixee.store.presence.PresenceStore;

/** Opens this package's adapters to tests without a container. */
public final class PresenceAdapters {
  private PresenceAdapters() {}

  public static PresenceStore presences(Database database) {
    return new JpaPresenceStore(database);
  }

  public static PresenceListStore lists(Database database) {
    return new JpaPresenceListStore(database);
  }
}
