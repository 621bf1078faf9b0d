package org.matrixee.store.jpa;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StoredEvent.Related;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.RoomVersion;

/**
 * Reads events with everything their readers need, in the one statement that selects them.
 *
 * <p>The JSON of an event and of its relatives comes by scalar subqueries: each is a look-up by
 * primary key, whatever the planner believes about the sizes of the tables.
 */
@ApplicationScoped
public class EventReader {
  /** The select list, for a statement that calls the event {@code e}. */
  public static final String SELECT =
      "select e.nid, e.room_nid, e.event_id, e.type, e.state_key, e.sender, e.origin_ts, e.depth,"
          + " e.stream_pos, e.status, e.required_power_level,"
          + " (select j.json from event_json j where j.nid = e.nid),"
          + " e.replaced_nid,"
          + " (select j.json from event_json j where j.nid = e.replaced_nid),"
          + " (select p.redacted_by from event p where p.nid = e.replaced_nid),"
          + " e.redacted_by,"
          + " (select j.json from event_json j where j.nid = e.redacted_by),"
          + " (select x.redacted_by from event x where x.nid = e.redacted_by)";

  private static final Comparator<StoredEvent> TIMELINE =
      comparingLong(StoredEvent::depth).thenComparingLong(StoredEvent::position);

  private static final int MAX_ROOMS = 100_000;

  private Database database;

  /**
   * ID and version of rooms by number. They never change, and the number of a room whose
   * transaction was rolled back is never given again: nothing here can become wrong.
   */
  private final Cache<Long, Room> rooms = Caffeine.newBuilder().maximumSize(MAX_ROOMS).build();

  /** Reads from a database. */
  @Inject
  public EventReader(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected EventReader() {}

  /** Sets the parameters of a statement. */
  @FunctionalInterface
  public interface Parameters {
    /** Sets them all. */
    void set(Connection connection, PreparedStatement statement) throws SQLException;
  }

  /**
   * Events in the order of the statement.
   *
   * @param sql begins with {@link #SELECT}
   */
  public List<StoredEvent> read(String sql, Parameters parameters) {
    return database.sql(
        connection -> {
          List<Row> rows = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(connection, statement);
            try (ResultSet result = statement.executeQuery()) {
              while (result.next()) {
                rows.add(row(result));
              }
            }
          }
          Map<Long, Room> known = rooms(connection, rows);
          return rows.stream().map(row -> row.toEvent(known)).toList();
        });
  }

  /**
   * Groups events by room, oldest first. Done here and not by the database, which would carry the
   * JSON of all rooms through its sort.
   */
  public static Map<Long, List<StoredEvent>> timelines(List<StoredEvent> events) {
    return events.stream().sorted(TIMELINE).collect(groupingBy(StoredEvent::roomNid));
  }

  private static Row row(ResultSet result) throws SQLException {
    String stateKey = result.getString(5);
    long level = result.getLong(11);
    Long requiredLevel = result.wasNull() ? null : level;
    return new Row(
        result.getLong(1),
        result.getLong(2),
        new EventId(result.getString(3)),
        result.getString(4),
        stateKey,
        new UserId(result.getString(6)),
        result.getLong(7),
        result.getLong(8),
        result.getLong(9),
        result.getInt(10),
        requiredLevel,
        JsonText.ofOwned(result.getBytes(12)),
        related(result, 13),
        related(result, 16));
  }

  /** A relative: number, JSON, who redacted it. */
  private static @Nullable Related related(ResultSet result, int column) throws SQLException {
    long nid = result.getLong(column);
    if (result.wasNull()) {
      return null;
    }
    byte[] json = result.getBytes(column + 1);
    if (json == null) {
      return null;
    }
    result.getLong(column + 2);
    return new Related(nid, JsonText.ofOwned(json), !result.wasNull());
  }

  private Map<Long, Room> rooms(Connection connection, List<Row> rows) throws SQLException {
    Map<Long, Room> known = new HashMap<>();
    Set<Long> unknown = new HashSet<>();
    for (Row row : rows) {
      Room room = rooms.getIfPresent(row.roomNid());
      if (room == null) {
        unknown.add(row.roomNid());
      } else {
        known.put(row.roomNid(), room);
      }
    }
    if (unknown.isEmpty()) {
      return known;
    }
    try (PreparedStatement statement =
        connection.prepareStatement("select nid, room_id, version from room where nid = any(?)")) {
      statement.setArray(1, Database.numberKeys(connection, unknown));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          Room room =
              new Room(new RoomId(result.getString(2)), new RoomVersion(result.getString(3)));
          rooms.put(result.getLong(1), room);
          known.put(result.getLong(1), room);
        }
      }
    }
    return known;
  }

  private record Room(RoomId id, RoomVersion version) {}

  private record Row(
      long nid,
      long roomNid,
      EventId id,
      String type,
      @Nullable String stateKey,
      UserId sender,
      long originServerTs,
      long depth,
      long position,
      int status,
      @Nullable Long requiredPowerLevel,
      JsonText json,
      @Nullable Related replaced,
      @Nullable Related redactedBy) {

    StoredEvent toEvent(Map<Long, Room> rooms) {
      Room room = rooms.get(roomNid);
      if (room == null) {
        throw new IllegalStateException("event " + nid + " is of no room");
      }
      return new StoredEvent(
          nid,
          roomNid,
          room.id(),
          room.version(),
          id,
          type,
          stateKey,
          sender,
          originServerTs,
          depth,
          position,
          StatusCode.status(status),
          requiredPowerLevel,
          json,
          replaced,
          redactedBy);
    }
  }
}
