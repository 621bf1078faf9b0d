package org.matrixee.store.account.jpa;

import org.matrixee.store.account.AccountStore;
import org.matrixee.store.account.ClientTransactionStore;
import org.matrixee.store.account.DeactivationStore;
import org.matrixee.store.account.EmailProofStore;
import org.matrixee.store.account.ExternalIdentityStore;
import org.matrixee.store.account.IdentityBindingStore;
import org.matrixee.store.account.LoginSessionStore;
import org.matrixee.store.account.SuspensionStore;
import org.matrixee.store.account.ThreePidStore;
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

  public static EmailProofStore emailProofs(Database database) {
    return new JpaEmailProofStore(database);
  }

  public static ExternalIdentityStore externalIdentities(Database database) {
    return new JpaExternalIdentityStore(database);
  }

  public static SuspensionStore suspensions(Database database) {
    return new JpaSuspensionStore(database);
  }

  public static DeactivationStore deactivations(Database database) {
    return new JpaDeactivationStore(database);
  }

  public static ClientTransactionStore clientTransactions(Database database) {
    return new JpaClientTransactionStore(database);
  }

  public static LoginSessionStore loginSessions(Database database) {
    return new JpaLoginSessionStore(database);
  }

  public static IdentityBindingStore identityBindings(Database database, NidAllocator nids) {
    return new JpaIdentityBindingStore(database, nids);
  }

  public static ThreePidStore threePids(Database database) {
    return new JpaThreePidStore(database);
  }
}
