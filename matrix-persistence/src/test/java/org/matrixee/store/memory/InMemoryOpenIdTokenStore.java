package org.matrixee.store.memory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.matrixee.model.id.UserId;
import org.matrixee.store.device.OpenIdTokenStore;
import org.matrixee.store.memory.Tables.LoginTokenRow;

/** Tokens that tell other services who their owner is, in memory. */
final class InMemoryOpenIdTokenStore implements OpenIdTokenStore {
  private final InMemoryStores stores;

  InMemoryOpenIdTokenStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void create(String hash, UserId user, long expiresTs) {
    Tables tables = stores.tables();
    tables.journal.put(tables.openIdTokens, hash, new LoginTokenRow(user, expiresTs));
  }

  @Override
  public Optional<UserId> findOwner(String hash, long nowTs) {
    return Optional.ofNullable(stores.tables().openIdTokens.get(hash))
        .filter(row -> row.expiresTs() > nowTs)
        .map(LoginTokenRow::user);
  }

  @Override
  public void deleteOf(UserId user) {
    delete(row -> row.user().equals(user), Integer.MAX_VALUE);
  }

  @Override
  public int deleteExpired(long nowTs, int limit) {
    return delete(row -> row.expiresTs() <= nowTs, limit);
  }

  private int delete(Predicate<LoginTokenRow> which, int limit) {
    Tables tables = stores.tables();
    List<String> hashes =
        tables.openIdTokens.entrySet().stream()
            .filter(entry -> which.test(entry.getValue()))
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    hashes.forEach(hash -> tables.journal.remove(tables.openIdTokens, hash));
    return hashes.size();
  }
}
