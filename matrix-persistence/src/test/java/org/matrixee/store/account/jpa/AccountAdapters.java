package org.matrixee.store.account.jpa;

import org.matrixee.store.account.AccountStore;
import org.matrixee.store.account.ClientTransactionStore;
import org.matrixee.store.account.SuspensionStore;
import org.matrixee.store.account.TokenStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.NidAllocator;

/** Opens this package's adapters to tests without a container. */
public final class AccountAdapters {
  private AccountAdapters() {}

  public static AccountStore accounts(Database database) {
    return new JpaAccountStore(database);
  }

  public static TokenStore tokens(Database database, NidAllocator nids) {
    return new JpaTokenStore(database, nids);
  }

  public static SuspensionStore suspensions(Database database) {
    return new JpaSuspensionStore(database);
  }

  public static ClientTransactionStore clientTransactions(Database database) {
    return new JpaClientTransactionStore(database);
  }
}
