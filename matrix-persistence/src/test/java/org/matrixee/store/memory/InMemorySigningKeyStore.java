package org.matrixee.store.memory;

import java.util.Optional;
import org.matrixee.store.federation.SigningKeyStore;

/** The signing key in memory. */
final class InMemorySigningKeyStore implements SigningKeyStore {
  private final InMemoryStores stores;

  InMemorySigningKeyStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<SigningKey> find() {
    return Optional.ofNullable(stores.tables().signingKeyInUse.get(true));
  }

  @Override
  public boolean create(SigningKey key, long nowTs) {
    if (find().isPresent()) {
      return false;
    }
    stores.tables().journal.put(stores.tables().signingKeyInUse, true, key);
    return true;
  }
}
