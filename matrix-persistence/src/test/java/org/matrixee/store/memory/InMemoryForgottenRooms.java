package org.matrixee.store.memory;

import static java.util.stream.Collectors.toSet;

import java.util.Set;
import org.matrixee.model.id.UserId;
import org.matrixee.store.memory.Tables.InRoom;
import org.matrixee.store.room.ForgottenRooms;

/** Forgotten rooms in memory. */
final class InMemoryForgottenRooms implements ForgottenRooms {
  private final InMemoryStores stores;

  InMemoryForgottenRooms(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void forget(UserId user, long roomNid, long nowTs) {
    Tables tables = stores.tables();
    tables.journal.put(tables.forgottenRooms, new InRoom<>(roomNid, user), nowTs);
  }

  @Override
  public boolean isForgotten(UserId user, long roomNid) {
    return stores.tables().forgottenRooms.containsKey(new InRoom<>(roomNid, user));
  }

  @Override
  public Set<Long> of(UserId user) {
    return stores.tables().forgottenRooms.keySet().stream()
        .filter(key -> key.key().equals(user))
        .map(InRoom::roomNid)
        .collect(toSet());
  }
}
