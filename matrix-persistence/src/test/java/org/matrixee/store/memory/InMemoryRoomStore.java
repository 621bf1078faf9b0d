package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomId;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.memory.Tables.RoomRow;
import org.matrixee.store.room.ListedRoom;
import org.matrixee.store.room.PublicRoom;
import org.matrixee.store.room.RoomRecord;
import org.matrixee.store.room.RoomStore;

/** Rooms in memory. */
final class InMemoryRoomStore implements RoomStore {
  private static final StateTuple NAME = StateTuple.of(EventType.NAME);
  private static final StateTuple TOPIC = StateTuple.of(EventType.TOPIC);

  private final InMemoryStores stores;

  InMemoryRoomStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void create(RoomRecord room) {
    if (find(room.room()).isPresent()) {
      throw new IllegalStateException("there is such a room: " + room.room());
    }
    stores
        .tables()
        .journal
        .put(stores.tables().rooms, room.nid(), new RoomRow(room, RoomHead.EMPTY));
  }

  @Override
  public Optional<RoomRecord> find(RoomId room) {
    return stores.tables().rooms.values().stream()
        .map(RoomRow::record)
        .filter(record -> record.room().equals(room))
        .findFirst();
  }

  @Override
  public List<RoomRecord> findAll(Collection<Long> nids) {
    return nids.stream()
        .map(stores.tables().rooms::get)
        .filter(Objects::nonNull)
        .map(RoomRow::record)
        .toList();
  }

  @Override
  public List<PublicRoom> listed() {
    return stores.tables().rooms.values().stream()
        .map(RoomRow::record)
        .filter(RoomRecord::listed)
        .map(this::publicRoom)
        .filter(room -> room.joined() > 0)
        .sorted(comparing(PublicRoom::joined).reversed())
        .toList();
  }

  @Override
  public List<ListedRoom> listedRooms() {
    return stores.tables().rooms.values().stream()
        .map(RoomRow::record)
        .filter(RoomRecord::listed)
        .map(
            room ->
                new ListedRoom(
                    room.nid(), room.room(), stores.memberships().countJoined(room.nid())))
        .filter(room -> room.joined() > 0)
        .sorted(comparing(ListedRoom::joined).reversed())
        .toList();
  }

  @Override
  public boolean setListed(long roomNid, boolean listed) {
    Tables tables = stores.tables();
    RoomRow row = tables.rooms.get(roomNid);
    if (row == null) {
      return false;
    }
    RoomRecord room = row.record();
    RoomRecord changed =
        new RoomRecord(room.nid(), room.room(), room.version(), listed, room.createdTs());
    tables.journal.put(tables.rooms, roomNid, new RoomRow(changed, row.head()));
    return true;
  }

  private PublicRoom publicRoom(RoomRecord room) {
    Map<StateTuple, StoredEvent> state =
        stores
            .states()
            .current(Map.of(room.nid(), List.of(NAME, TOPIC)))
            .getOrDefault(room.nid(), Map.of());
    return new PublicRoom(
        room.room(),
        state.get(NAME),
        state.get(TOPIC),
        stores.aliases().ofRoom(room.nid()),
        stores.memberships().countJoined(room.nid()));
  }
}
