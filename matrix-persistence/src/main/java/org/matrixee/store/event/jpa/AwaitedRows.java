package org.matrixee.store.event.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.AwaitedEvent.Reason;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.TableWriter;
import org.matrixee.store.jpa.WriteBatch;

/** The rows of events that are awaited; rooms of this server alone have none. */
final class AwaitedRows {
  private static final TableWriter AWAITED =
      TableWriter.claiming(
          "awaited_event",
          3,
          Column.text("event_id"),
          Column.integer("kind"),
          Column.bigint("by_nid"),
          Column.bigint("room_nid"),
          Column.bigint("depth"));

  private AwaitedRows() {}

  static void addTo(WriteBatch batch, List<RoomAppend> appends) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (RoomAppend append : appends) {
      for (AwaitedEvent event : append.graph().awaited()) {
        rows.add(
            new Object[] {
              event.id().value(),
              code(event.reason()),
              event.byNid(),
              append.lock().roomNid(),
              event.depth()
            });
      }
    }
    batch.add(AWAITED, rows);
  }

  /** Forgets what has come. */
  static void deleteCome(Database database, List<RoomAppend> appends) {
    List<AwaitedEvent> come =
        appends.stream().flatMap(append -> append.graph().come().stream()).toList();
    if (!come.isEmpty()) {
      database.sql(connection -> delete(connection, come));
    }
  }

  private static int delete(Connection connection, List<AwaitedEvent> come) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from awaited_event where event_id = ? and kind = ? and by_nid = ?")) {
      for (AwaitedEvent event : come) {
        delete.setString(1, event.id().value());
        delete.setInt(2, code(event.reason()));
        delete.setLong(3, event.byNid());
        delete.addBatch();
      }
      delete.executeBatch();
      return come.size();
    }
  }

  /** The number kept for a reason; these never change. */
  static int code(Reason reason) {
    return switch (reason) {
      case PREDECESSOR -> 0;
      case REDACTED -> 1;
    };
  }

  static Reason reason(int code) {
    return switch (code) {
      case 0 -> Reason.PREDECESSOR;
      case 1 -> Reason.REDACTED;
      default -> throw new IllegalStateException("unknown kind of awaited event: " + code);
    };
  }
}
