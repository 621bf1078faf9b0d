package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.id.UserId;
import org.matrixee.store.memory.Tables.DatumKey;
import org.matrixee.store.personal.AccountDataStore;

/** Account data in memory. */
final class InMemoryAccountDataStore implements AccountDataStore {
  private final InMemoryStores stores;

  InMemoryAccountDataStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void put(UserId user, AccountDatum datum) {
    stores
        .tables()
        .journal
        .put(stores.tables().accountData, new DatumKey(user, datum.roomNid(), datum.type()), datum);
  }

  @Override
  public Optional<AccountDatum> find(UserId user, long roomNid, String type) {
    return Optional.ofNullable(stores.tables().accountData.get(new DatumKey(user, roomNid, type)));
  }

  @Override
  public Optional<AccountDatum> findForChange(UserId user, long roomNid, String type) {
    return find(user, roomNid, type);
  }

  @Override
  public List<AccountDatum> changed(UserId user, long after, long upTo) {
    return stores.tables().accountData.entrySet().stream()
        .filter(entry -> entry.getKey().user().equals(user))
        .map(Map.Entry::getValue)
        .filter(datum -> datum.position() > after && datum.position() <= upTo)
        .sorted(comparing(AccountDatum::position))
        .toList();
  }
}
