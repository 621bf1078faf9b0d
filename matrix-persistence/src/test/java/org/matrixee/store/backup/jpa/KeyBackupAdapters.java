package org.matrixee.store.backup.jpa;

import org.matrixee.store.backup.KeyBackupStore;
import org.matrixee.store.jpa.Database;

/** Opens this package's adapter to tests without a container. */
public final class KeyBackupAdapters {
  private KeyBackupAdapters() {}

  public static KeyBackupStore backups(Database database) {
    return new JpaKeyBackupStore(database);
  }
}
