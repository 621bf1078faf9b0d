package org.matrixee.store.memory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.matrixee.model.id.UserId;
import org.matrixee.store.device.LoginTokenStore;
import org.matrixee.store.memory.Tables.LoginTokenRow;

/** Tokens that are good for one login, in memory. */
final class InMemoryLoginTokenStore implements LoginTokenStore {
  private final InMemoryStores stores;

  InMemoryLoginTokenStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void create(String hash, UserId user, long expiresTs) {
    Tables tables = stores.tables();
    tables.journal.put(tables.loginTokens, hash, new LoginTokenRow(user, expiresTs));
  }

  @Override
  public Optional<UserId> take(String hash, long nowTs) {
    Tables tables = stores.tables();
    LoginTokenRow row = tables.loginTokens.get(hash);
    tables.journal.remove(tables.loginTokens, hash);
    return row == null || row.expiresTs() <= nowTs ? Optional.empty() : Optional.of(row.user());
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
        tables.loginTokens.entrySet().stream()
            .filter(entry -> which.test(entry.getValue()))
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    hashes.forEach(hash -> tables.journal.remove(tables.loginTokens, hash));
    return hashes.size();
  }
}
