package org.matrixee.store.memory;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.matrixee.model.account.AddedThreePid;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.ThreePidStore;
import org.matrixee.store.memory.Tables.ThreePidRow;

/** Third-party ids in memory. */
final class InMemoryThreePidStore implements ThreePidStore {
  private final InMemoryStores stores;

  InMemoryThreePidStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public boolean add(ThreePid threePid, UserId user, long nowTs) {
    Tables tables = stores.tables();
    if (tables.threePids.containsKey(threePid)) {
      return false;
    }
    tables.journal.put(tables.threePids, threePid, new ThreePidRow(user, nowTs));
    return true;
  }

  @Override
  public void deleteOf(UserId user) {
    Tables tables = stores.tables();
    findAll(user).forEach(threePid -> tables.journal.remove(tables.threePids, threePid));
  }

  @Override
  public Optional<UserId> findOwner(ThreePid threePid) {
    return Optional.ofNullable(stores.tables().threePids.get(threePid)).map(ThreePidRow::user);
  }

  @Override
  public Set<ThreePid> findAll(UserId user) {
    return stores.tables().threePids.entrySet().stream()
        .filter(entry -> entry.getValue().user().equals(user))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public List<AddedThreePid> list(UserId user) {
    return findAll(user).stream()
        .map(
            threePid ->
                new AddedThreePid(threePid, stores.tables().threePids.get(threePid).addedTs()))
        .sorted(
            Comparator.comparing(AddedThreePid::addedTs)
                .thenComparing(added -> added.threePid().medium())
                .thenComparing(added -> added.threePid().address()))
        .toList();
  }

  @Override
  public boolean delete(ThreePid threePid, UserId user) {
    Tables tables = stores.tables();
    return findAll(user).contains(threePid) && tables.journal.remove(tables.threePids, threePid);
  }
}
