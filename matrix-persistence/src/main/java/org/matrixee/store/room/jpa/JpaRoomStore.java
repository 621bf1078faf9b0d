package org.matrixee.store.room.jpa;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.Membership;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.room.ListedRoom;
import org.matrixee.store.room.PublicRoom;
import org.matrixee.store.room.RoomRecord;
import org.matrixee.store.room.RoomStore;
import org.matrixee.store.state.StateStore;

/** Rooms in the table {@code room}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaRoomStore implements RoomStore {
  private static final StateTuple NAME = StateTuple.of(EventType.NAME);
  private static final StateTuple TOPIC = StateTuple.of(EventType.TOPIC);

  private Database database;
  private StateStore states;

  @Inject
  JpaRoomStore(Database database, StateStore states) {
    this.database = database;
    this.states = states;
  }

  /** For the container's proxy. */
  protected JpaRoomStore() {}

  @Override
  public void create(RoomRecord room) {
    database.entities().persist(new RoomEntity(room));
    // The event store writes by SQL and must find the row.
    database.entities().flush();
  }

  @Override
  public Optional<RoomRecord> find(RoomId room) {
    return database
        .entities()
        .createQuery("select r from RoomEntity r where r.roomId = :id", RoomEntity.class)
        .setParameter("id", room.value())
        .getResultStream()
        .findFirst()
        .map(RoomEntity::toRecord);
  }

  @Override
  public List<RoomRecord> findAll(Collection<Long> nids) {
    return nids.isEmpty()
        ? List.of()
        : database
            .entities()
            .createQuery("select r from RoomEntity r where r.nid in :nids", RoomEntity.class)
            .setParameter("nids", nids)
            .getResultStream()
            .map(RoomEntity::toRecord)
            .toList();
  }

  @Override
  public List<PublicRoom> listed() {
    List<ListedRoom> rooms = listedRooms();
    if (rooms.isEmpty()) {
      return List.of();
    }
    List<Long> nids = rooms.stream().map(ListedRoom::nid).toList();
    Map<Long, Map<StateTuple, StoredEvent>> state =
        states.current(nids.stream().collect(toMap(nid -> nid, nid -> List.of(NAME, TOPIC))));
    Map<Long, List<RoomAlias>> aliases = aliases(nids);
    return rooms.stream()
        .map(
            room -> {
              Map<StateTuple, StoredEvent> slots = state.getOrDefault(room.nid(), Map.of());
              return new PublicRoom(
                  room.room(),
                  slots.get(NAME),
                  slots.get(TOPIC),
                  aliases.getOrDefault(room.nid(), List.of()),
                  room.joined());
            })
        .toList();
  }

  @Override
  public List<ListedRoom> listedRooms() {
    return database
        .entities()
        .createQuery(
            "select r.nid, r.roomId, count(*) from RoomEntity r"
                + " join MembershipEntity m on m.roomNid = r.nid"
                + " where r.listed and m.membership = :join"
                + " group by r.nid, r.roomId order by count(*) desc, r.nid",
            Tuple.class)
        .setParameter("join", Membership.JOIN.word())
        .getResultStream()
        .map(
            row ->
                new ListedRoom(
                    row.get(0, Long.class),
                    new RoomId(row.get(1, String.class)),
                    row.get(2, Long.class)))
        .toList();
  }

  @Override
  public boolean setListed(long roomNid, boolean listed) {
    return database
            .entities()
            .createQuery("update RoomEntity r set r.listed = :listed where r.nid = :room")
            .setParameter("listed", listed)
            .setParameter("room", roomNid)
            .executeUpdate()
        > 0;
  }

  private Map<Long, List<RoomAlias>> aliases(List<Long> roomNids) {
    Map<Long, List<RoomAlias>> byRoom = new HashMap<>();
    database
        .entities()
        .createQuery(
            "select a.roomNid, a.alias from RoomAliasEntity a where a.roomNid in :rooms"
                + " order by a.alias",
            Tuple.class)
        .setParameter("rooms", roomNids)
        .getResultStream()
        .forEach(
            row ->
                byRoom
                    .computeIfAbsent(row.get(0, Long.class), nid -> new ArrayList<>())
                    .add(new RoomAlias(row.get(1, String.class))));
    return byRoom;
  }
}
