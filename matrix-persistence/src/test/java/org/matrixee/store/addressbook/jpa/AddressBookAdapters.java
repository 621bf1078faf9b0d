package org.matrixee.store.addressbook.jpa;

import org.matrixee.store.addressbook.AddressBookStore;
import org.matrixee.store.jpa.Database;

/** Opens this package's adapter to tests without a container. */
public final class AddressBookAdapters {
  private AddressBookAdapters() {}

  public static AddressBookStore books(Database database) {
    return new JpaAddressBookStore(database);
  }
}
