package org.matrixee.store.event.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventReference;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomHead.Extremity;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.TableWriter;
import org.matrixee.store.jpa.WriteBatch;

/**
 * The rows of rooms' heads; a room's row is found by its revision too, so that a head that is out
 * of date is never written over a newer one. A room with linear history, which is nearly every
 * room, overwrites two rows in place and changes no index: the room's own, and that of its one
 * extremity.
 */
final class HeadRows {
  private static final TableWriter ROOMS =
      TableWriter.advancing(
          "room",
          2,
          Column.bigint("nid"),
          Column.bigint("revision"),
          Column.bigint("depth"),
          Column.bigint("snapshot"),
          Column.integer("extremities"));

  private static final Column[] EXTREMITY = {
    Column.bigint("room_nid"),
    Column.integer("ordinal"),
    Column.bigint("event_nid"),
    Column.text("event_id"),
    Column.text("sha256")
  };

  private static final TableWriter OVERWRITTEN =
      TableWriter.updating("forward_extremity", 2, EXTREMITY);

  private static final TableWriter ADDED = TableWriter.inserting("forward_extremity", EXTREMITY);

  private final List<RoomAppend> appends;

  HeadRows(List<RoomAppend> appends) {
    this.appends = appends;
  }

  void addTo(WriteBatch batch) {
    List<@Nullable Object[]> rooms = new ArrayList<>();
    List<@Nullable Object[]> overwritten = new ArrayList<>();
    List<@Nullable Object[]> added = new ArrayList<>();
    for (RoomAppend append : appends) {
      List<Extremity> extremities = append.newHead().extremities();
      rooms.add(
          new Object[] {
            append.lock().roomNid(),
            append.lock().revision(),
            append.newHead().depth(),
            append.newHead().snapshot(),
            extremities.size()
          });
      int before = before(append);
      for (int ordinal = 0; ordinal < extremities.size(); ordinal++) {
        Extremity extremity = extremities.get(ordinal);
        EventReference reference = extremity.reference();
        (ordinal < before ? overwritten : added)
            .add(
                new @Nullable Object[] {
                  append.lock().roomNid(),
                  ordinal,
                  extremity.eventNid(),
                  reference.id().value(),
                  reference.sha256()
                });
      }
    }
    batch.addAllOrNone(ROOMS, rooms).add(OVERWRITTEN, overwritten).add(ADDED, added);
  }

  /** Deletes what the new heads do not overwrite: after a fork has joined again. */
  void deleteRest(Database database) {
    List<RoomAppend> shrinking =
        appends.stream()
            .filter(append -> append.newHead().extremities().size() < before(append))
            .toList();
    if (!shrinking.isEmpty()) {
      database.sql(connection -> deleteRest(connection, shrinking));
    }
  }

  private static int deleteRest(Connection connection, List<RoomAppend> shrinking)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from forward_extremity where room_nid = ? and ordinal >= ?")) {
      for (RoomAppend append : shrinking) {
        delete.setLong(1, append.lock().roomNid());
        delete.setInt(2, append.newHead().extremities().size());
        delete.addBatch();
      }
      delete.executeBatch();
      return shrinking.size();
    }
  }

  private static int before(RoomAppend append) {
    return JpaRoomLock.of(append.lock()).extremities();
  }
}
