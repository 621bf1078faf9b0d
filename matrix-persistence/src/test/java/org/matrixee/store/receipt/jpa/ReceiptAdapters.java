package org.matrixee.store.receipt.jpa;

import org.matrixee.store.jpa.Database;
import org.matrixee.store.receipt.ReceiptStore;

/** Opens this package's adapters to tests without a container. */
public final class ReceiptAdapters {
  private ReceiptAdapters() {}

  public static ReceiptStore receipts(Database database) {
    return new JpaReceiptStore(database);
  }
}
