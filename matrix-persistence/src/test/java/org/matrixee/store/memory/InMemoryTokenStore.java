package org.matrixee.store.memory;

import java.util.Optional;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.TokenStore;
import org.matrixee.store.memory.Tables.TokenRow;

/** Access tokens in memory. */
final class InMemoryTokenStore implements TokenStore {
  private final InMemoryStores stores;

  InMemoryTokenStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public long create(UserId user, String hash, long createdTs) {
    Tables tables = stores.tables();
    TokenRow row = new TokenRow(tables.nextNid(), user);
    tables.journal.put(tables.tokens, hash, row);
    return row.nid();
  }

  @Override
  public Optional<Requester> find(String hash) {
    Tables tables = stores.tables();
    return Optional.ofNullable(tables.tokens.get(hash))
        .map(row -> row.toRequester(tables.accounts));
  }

  @Override
  public boolean delete(String hash) {
    return stores.tables().journal.remove(stores.tables().tokens, hash);
  }
}
