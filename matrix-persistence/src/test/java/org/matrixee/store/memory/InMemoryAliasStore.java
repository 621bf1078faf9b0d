package org.matrixee.store.memory;

import java.util.List;
import java.util.Optional;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.store.room.AliasMapping;
import org.matrixee.store.room.AliasStore;

/** Aliases in memory. */
final class InMemoryAliasStore implements AliasStore {
  private final InMemoryStores stores;

  InMemoryAliasStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<AliasMapping> find(RoomAlias alias) {
    return Optional.ofNullable(stores.tables().aliases.get(alias.value()));
  }

  @Override
  public List<RoomAlias> ofRoom(long roomNid) {
    return stores.tables().aliases.values().stream()
        .filter(mapping -> mapping.roomNid() == roomNid)
        .map(AliasMapping::alias)
        .toList();
  }

  @Override
  public boolean create(AliasMapping mapping) {
    if (find(mapping.alias()).isPresent()) {
      return false;
    }
    stores.tables().journal.put(stores.tables().aliases, mapping.alias().value(), mapping);
    return true;
  }

  @Override
  public void move(long fromRoomNid, long toRoomNid) {
    Tables tables = stores.tables();
    for (RoomAlias alias : ofRoom(fromRoomNid)) {
      AliasMapping old = tables.aliases.get(alias.value());
      AliasMapping moved =
          new AliasMapping(
              alias,
              toRoomNid,
              tables.rooms.get(toRoomNid).record().room(),
              old.servers(),
              old.creator());
      tables.journal.put(tables.aliases, alias.value(), moved);
    }
  }

  @Override
  public boolean delete(RoomAlias alias) {
    return stores.tables().journal.remove(stores.tables().aliases, alias.value());
  }
}
