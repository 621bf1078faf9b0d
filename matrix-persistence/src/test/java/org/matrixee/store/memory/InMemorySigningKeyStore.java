package org.matrixee.store.memory;

import java.util.Comparator;
import java.util.List;
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
  public void retire(long nowTs) {
    Tables tables = stores.tables();
    find()
        .ifPresent(
            key -> {
              tables.journal.put(tables.retiredKeys, key.id(), new RetiredKey(key, nowTs));
              tables.journal.remove(tables.signingKeyInUse, true);
            });
  }

  @Override
  public List<RetiredKey> retired() {
    return stores.tables().retiredKeys.values().stream()
        .sorted(
            Comparator.comparing(RetiredKey::retiredTs)
                .reversed()
                .thenComparing(old -> old.key().id().value()))
        .toList();
  }

  @Override
  public boolean create(SigningKey key, long nowTs) {
    if (find().isPresent() || stores.tables().retiredKeys.containsKey(key.id())) {
      return false;
    }
    stores.tables().journal.put(stores.tables().signingKeyInUse, true, key);
    return true;
  }
}
