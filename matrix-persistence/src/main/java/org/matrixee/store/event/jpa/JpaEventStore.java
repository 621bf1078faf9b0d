package org.matrixee.store.event.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.store.account.RequestAnswers;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomHead.Extremity;
import org.matrixee.store.event.RoomLock;
import org.matrixee.store.event.TimelineQuery;
import org.matrixee.store.jpa.AnswerRows;
import org.matrixee.store.jpa.Chunks;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.EventReader;
import org.matrixee.store.jpa.NidAllocator;
import org.matrixee.store.jpa.SqlDialect;
import org.matrixee.store.jpa.WriteBatch;

/** Events in the tables {@code event}, {@code event_json}, {@code event_edge} and {@code room}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaEventStore implements EventStore {
  private Database database;
  private NidAllocator nids;
  private EventReader reader;

  @Inject
  JpaEventStore(Database database, NidAllocator nids, EventReader reader) {
    this.database = database;
    this.nids = nids;
    this.reader = reader;
  }

  /** For the container's proxy. */
  protected JpaEventStore() {}

  @Override
  public long[] nextNids(int count) {
    return nids.take(count);
  }

  @Override
  public Map<Long, RoomLock> lock(Collection<Long> roomNids) {
    if (roomNids.isEmpty()) {
      return Map.of();
    }
    return database.sql(
        connection -> {
          Map<Long, RoomLock> locks = new LinkedHashMap<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select nid, room_id, version, revision, extremities from room"
                      + " where nid = any(?) order by nid for update")) {
            statement.setArray(1, Database.numberKeys(connection, new TreeSet<>(roomNids)));
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                RoomLock lock =
                    new JpaRoomLock(
                        row.getLong(1),
                        new RoomId(row.getString(2)),
                        new RoomVersion(row.getString(3)),
                        row.getLong(4),
                        row.getInt(5));
                locks.put(lock.roomNid(), lock);
              }
            }
          }
          return locks;
        });
  }

  @Override
  public RoomLock suppose(long roomNid, RoomId room, RoomVersion version, RoomHead head) {
    return new JpaRoomLock(roomNid, room, version, head.revision(), head.extremities().size());
  }

  @Override
  public Map<Long, RoomHead> heads(Collection<RoomLock> locks) {
    return locks.isEmpty() ? Map.of() : headsOf(locks.stream().map(RoomLock::roomNid).toList());
  }

  @Override
  public Optional<RoomHead> head(long roomNid) {
    return Optional.ofNullable(headsOf(List.of(roomNid)).get(roomNid));
  }

  private Map<Long, RoomHead> headsOf(List<Long> rooms) {
    return database.sql(
        connection -> {
          Map<Long, RoomHead> heads = new HashMap<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select r.nid, r.revision, r.depth, r.snapshot, x.event_nid, x.event_id, x.sha256"
                      + " from room r left join forward_extremity x on x.room_nid = r.nid"
                      + " where r.nid = any(?) order by r.nid, x.ordinal")) {
            statement.setArray(1, Database.numberKeys(connection, rooms));
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                addHead(heads, row);
              }
            }
          }
          return heads;
        });
  }

  /** Adds a room, or one more extremity of it. */
  private static void addHead(Map<Long, RoomHead> heads, ResultSet row) throws SQLException {
    List<Extremity> extremities = new ArrayList<>();
    RoomHead before = heads.get(row.getLong(1));
    if (before != null) {
      extremities.addAll(before.extremities());
    }
    long eventNid = row.getLong(5);
    if (!row.wasNull()) {
      EventReference reference =
          new EventReference(new EventId(row.getString(6)), row.getString(7));
      extremities.add(new Extremity(eventNid, reference));
    }
    heads.put(
        row.getLong(1), new RoomHead(row.getLong(2), row.getLong(3), row.getLong(4), extremities));
  }

  @Override
  public void append(List<RoomAppend> appends, RequestAnswers answers) {
    for (RoomAppend append : appends) {
      if (append.newHead().revision() != append.lock().revision() + 1) {
        throw new IllegalArgumentException("the new head's revision is not the lock's plus one");
      }
    }
    appends.forEach(append -> JpaRoomLock.of(append.lock()).use());
    HeadRows heads = new HeadRows(appends);
    WriteBatch batch = new WriteBatch();
    EventRows rows = new EventRows(appends);
    rows.addTo(batch);
    heads.addTo(batch);
    RelationRows.addTo(batch, appends);
    AnswerRows.addTo(batch, answers);
    AwaitedRows.addTo(batch, appends);
    batch.write(database);
    AwaitedRows.deleteCome(database, appends);
    heads.deleteRest(database);
    ForgottenRows.deleteReturned(database, rows.returned());
    Redactions.write(
        database, appends.stream().flatMap(append -> append.redactions().stream()).toList());
  }

  @Override
  public Optional<StoredEvent> find(EventId id) {
    return Optional.ofNullable(findAll(List.of(id)).get(id));
  }

  @Override
  public Map<EventId, StoredEvent> findAll(Collection<EventId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    List<String> values = ids.stream().map(EventId::value).toList();
    Map<EventId, StoredEvent> found = new HashMap<>();
    reader
        .read(
            EventReader.SELECT + " from event e where e.event_id = any(?)",
            (connection, statement) -> statement.setArray(1, Database.texts(connection, values)))
        .forEach(event -> found.put(event.id(), event));
    return found;
  }

  @Override
  public Map<Long, StoredEvent> findAllByNid(Collection<Long> wanted) {
    Map<Long, StoredEvent> found = new HashMap<>();
    for (List<Long> chunk : Chunks.of(wanted)) {
      reader
          .read(
              EventReader.SELECT + " from event e where e.nid = any(?)",
              (connection, statement) ->
                  statement.setArray(1, Database.numberKeys(connection, chunk)))
          .forEach(event -> found.put(event.nid(), event));
    }
    return found;
  }

  @Override
  public List<StoredEvent> page(TimelineQuery query) {
    return reader.read(
        TimelineSql.of(query, database.dialect()),
        (connection, statement) -> TimelineSql.setParameters(statement, query));
  }

  @Override
  public Map<Long, List<StoredEvent>> recentMessages(
      Collection<Long> roomNids, int perRoom, long upToPosition) {
    return newest(Set.copyOf(roomNids), true, perRoom, upToPosition);
  }

  @Override
  public Map<Long, List<StoredEvent>> recent(
      Collection<Long> roomNids, int perRoom, long upToPosition) {
    return newest(Set.copyOf(roomNids), false, perRoom, upToPosition);
  }

  private Map<Long, List<StoredEvent>> newest(
      Set<Long> rooms, boolean messages, int perRoom, long upToPosition) {
    if (rooms.isEmpty() || perRoom <= 0) {
      return Map.of();
    }
    List<StoredEvent> found = new ArrayList<>();
    if (database.dialect() == SqlDialect.POSTGRESQL) {
      String ofRoom = ListSql.ofRoom("k.room_nid", messages, database.dialect(), perRoom);
      found.addAll(newestOfRooms(ofRoom, rooms, perRoom, upToPosition));
    } else {
      // H2 has no lateral joins; in our own process a statement costs no round trip.
      String ofRoom = ListSql.ofRoom("?", messages, database.dialect(), perRoom);
      for (long roomNid : rooms) {
        found.addAll(newestOfRoom(ofRoom, roomNid, perRoom, upToPosition));
      }
    }
    return EventReader.timelines(found);
  }

  private List<StoredEvent> newestOfRooms(
      String ofRoom, Set<Long> roomNids, int perRoom, long upToPosition) {
    return reader.read(
        EventReader.SELECT
            + " from unnest(?::bigint[]) as k(room_nid) cross join lateral ("
            + ofRoom
            + ") e",
        (connection, statement) -> {
          statement.setArray(1, Database.numbers(connection, roomNids));
          statement.setLong(2, upToPosition);
          statement.setInt(3, perRoom);
        });
  }

  private List<StoredEvent> newestOfRoom(
      String ofRoom, long roomNid, int perRoom, long upToPosition) {
    return reader.read(
        EventReader.SELECT + " from (" + ofRoom + ") e",
        (connection, statement) -> {
          statement.setLong(1, roomNid);
          statement.setLong(2, upToPosition);
          statement.setInt(3, perRoom);
        });
  }

  @Override
  public List<StoredEvent> stream(
      long after, long upTo, Collection<Long> roomNids, UserId self, int limit) {
    return reader.read(
        ListSql.stream(database.dialect(), limit),
        (connection, statement) -> {
          statement.setLong(1, after);
          statement.setLong(2, upTo);
          statement.setArray(3, Database.numbers(connection, roomNids));
          statement.setInt(4, limit);
          statement.setString(5, self.value());
          statement.setLong(6, after);
          statement.setLong(7, upTo);
          statement.setArray(8, Database.numbers(connection, roomNids));
          statement.setInt(9, limit);
          statement.setInt(10, limit);
        });
  }

  @Override
  public long maxPosition() {
    return database.sql(JpaEventStore::readMaxPosition);
  }

  private static long readMaxPosition(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select max(stream_pos) from event")) {
      row.next();
      return Math.max(0, row.getLong(1));
    }
  }
}
