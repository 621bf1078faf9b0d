package org.matrixee.store.federation.jpa;

import org.matrixee.store.federation.DestinationStore;
import org.matrixee.store.federation.InboundTransactionStore;
import org.matrixee.store.federation.OutboxStore;
import org.matrixee.store.federation.ServerKeyStore;
import org.matrixee.store.federation.SigningKeyStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.NidAllocator;

/** Opens this package's adapters to tests without a container. */
public final class FederationAdapters {
  private FederationAdapters() {}

  public static OutboxStore outbox(Database database, NidAllocator nids) {
    return new JpaOutboxStore(database, nids);
  }

  public static DestinationStore destinations(Database database) {
    return new JpaDestinationStore(database);
  }

  public static InboundTransactionStore inboundTransactions(Database database) {
    return new JpaInboundTransactionStore(database);
  }

  public static ServerKeyStore serverKeys(Database database) {
    return new JpaServerKeyStore(database);
  }

  public static SigningKeyStore signingKeys(Database database) {
    return new JpaSigningKeyStore(database);
  }
}
