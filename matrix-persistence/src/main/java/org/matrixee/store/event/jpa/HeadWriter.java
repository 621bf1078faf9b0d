package org.matrixee.store.event.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomHead.Extremity;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.TableWriter;

/**
 * Moves the heads of rooms. A room with linear history, which is nearly every room, costs its share
 * of two batched updates that change no index: the room's row, and its one extremity in place.
 */
final class HeadWriter {
  private static final TableWriter MORE_EXTREMITIES =
      TableWriter.inserting(
          "forward_extremity",
          Column.bigint("room_nid"),
          Column.integer("ordinal"),
          Column.bigint("event_nid"),
          Column.text("event_id"),
          Column.text("sha256"));

  private final Database database;

  HeadWriter(Database database) {
    this.database = database;
  }

  void write(List<RoomAppend> appends) {
    database.sql(
        connection -> {
          updateRooms(connection, appends);
          overwriteExtremities(connection, appends);
          dropExtremities(connection, appends);
          return appends.size();
        });
    MORE_EXTREMITIES.write(database, surplus(appends));
  }

  private static void updateRooms(Connection connection, List<RoomAppend> appends)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update room set revision = ?, depth = ?, snapshot = ?, extremities = ?"
                + " where nid = ? and revision = ?")) {
      for (RoomAppend append : appends) {
        update.setLong(1, append.newHead().revision());
        update.setLong(2, append.newHead().depth());
        update.setLong(3, append.newHead().snapshot());
        update.setInt(4, append.newHead().extremities().size());
        update.setLong(5, append.lock().roomNid());
        update.setLong(6, append.lock().revision());
        update.addBatch();
      }
      for (int updated : update.executeBatch()) {
        if (updated == 0) {
          throw new IllegalStateException("a room was written twice under one lock");
        }
      }
    }
  }

  private static void overwriteExtremities(Connection connection, List<RoomAppend> appends)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update forward_extremity set event_nid = ?, event_id = ?, sha256 = ?"
                + " where room_nid = ? and ordinal = ?")) {
      boolean any = false;
      for (RoomAppend append : appends) {
        List<Extremity> extremities = append.newHead().extremities();
        int there = Math.min(before(append), extremities.size());
        for (int ordinal = 0; ordinal < there; ordinal++) {
          Extremity extremity = extremities.get(ordinal);
          update.setLong(1, extremity.eventNid());
          update.setString(2, extremity.reference().id().value());
          update.setString(3, extremity.reference().sha256());
          update.setLong(4, append.lock().roomNid());
          update.setInt(5, ordinal);
          update.addBatch();
          any = true;
        }
      }
      if (any) {
        update.executeBatch();
      }
    }
  }

  private static void dropExtremities(Connection connection, List<RoomAppend> appends)
      throws SQLException {
    List<RoomAppend> shrinking =
        appends.stream()
            .filter(append -> append.newHead().extremities().size() < before(append))
            .toList();
    if (shrinking.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from forward_extremity where room_nid = ? and ordinal >= ?")) {
      for (RoomAppend append : shrinking) {
        delete.setLong(1, append.lock().roomNid());
        delete.setInt(2, append.newHead().extremities().size());
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  private static List<@Nullable Object[]> surplus(List<RoomAppend> appends) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (RoomAppend append : appends) {
      List<Extremity> extremities = append.newHead().extremities();
      for (int ordinal = before(append); ordinal < extremities.size(); ordinal++) {
        Extremity extremity = extremities.get(ordinal);
        rows.add(
            new @Nullable Object[] {
              append.lock().roomNid(),
              ordinal,
              extremity.eventNid(),
              extremity.reference().id().value(),
              extremity.reference().sha256()
            });
      }
    }
    return rows;
  }

  private static int before(RoomAppend append) {
    if (append.lock() instanceof JpaRoomLock lock) {
      return lock.extremities();
    }
    throw new IllegalArgumentException("the lock is of another store");
  }
}
