package org.matrixee.store.personal.jpa;

import org.matrixee.store.jpa.Database;
import org.matrixee.store.personal.AccountDataStore;
import org.matrixee.store.personal.FilterStore;

/** Opens this package's adapters to tests without a container. */
public final class PersonalAdapters {
  private PersonalAdapters() {}

  public static AccountDataStore accountData(Database database) {
    return new JpaAccountDataStore(database);
  }

  public static FilterStore filters(Database database) {
    return new JpaFilterStore(database);
  }
}
