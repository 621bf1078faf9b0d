package org.matrixee.store.profile.jpa;

import org.matrixee.store.jpa.Database;
import org.matrixee.store.profile.ProfileFieldStore;
import org.matrixee.store.profile.ProfileJobStore;

/** Opens this package's adapter to tests without a container. */
public final class ProfileAdapters {
  private ProfileAdapters() {}

  public static ProfileFieldStore fields(Database database) {
    return new JpaProfileFieldStore(database);
  }

  public static ProfileJobStore jobs(Database database) {
    return new JpaProfileJobStore(database);
  }
}
