package org.matrixee.store.receipt.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.receipt.Receipt;
import org.matrixee.model.receipt.ReceiptKind;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.TableWriter;
import org.matrixee.store.receipt.ReceiptStore;

/** Receipts in the table {@code receipt}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaReceiptStore implements ReceiptStore {
  /** How the table says that a receipt is of no thread. */
  private static final String NO_THREAD = "";

  private static final TableWriter ROWS =
      TableWriter.replacing(
          "receipt",
          4,
          Column.bigint("room_nid"),
          Column.text("user_id"),
          Column.text("kind"),
          Column.text("thread"),
          Column.text("event_id"),
          Column.bigint("event_pos"),
          Column.bigint("ts"),
          Column.bigint("stream_pos"));

  private static final String SELECT =
      "select room_nid, user_id, kind, thread, event_id, event_pos, ts from receipt"
          + " where room_nid = any(?) and ";

  private Database database;

  @Inject
  JpaReceiptStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaReceiptStore() {}

  @Override
  public void put(Collection<Receipt> receipts, long position) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Receipt receipt : receipts) {
      String thread = receipt.thread();
      rows.add(
          new Object[] {
            receipt.roomNid(),
            receipt.user().value(),
            receipt.kind().word(),
            thread == null ? NO_THREAD : thread,
            receipt.event().value(),
            receipt.eventPosition(),
            receipt.ts(),
            position
          });
    }
    ROWS.write(database, rows);
  }

  @Override
  public Map<Long, List<Receipt>> changed(Collection<Long> roomNids, long after, long upTo) {
    return read(
        roomNids,
        "stream_pos > ? and stream_pos <= ?",
        statement -> {
          statement.setLong(2, after);
          statement.setLong(3, upTo);
        });
  }

  @Override
  public Map<Long, List<Receipt>> ofUser(UserId user, Collection<Long> roomNids) {
    return read(roomNids, "user_id = ?", statement -> statement.setString(2, user.value()));
  }

  /** Sets the parameters after the first. */
  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private Map<Long, List<Receipt>> read(
      Collection<Long> roomNids, String which, Parameters parameters) {
    if (roomNids.isEmpty()) {
      return Map.of();
    }
    return database.sql(
        connection -> {
          Map<Long, List<Receipt>> byRoom = new HashMap<>();
          try (PreparedStatement statement =
              connection.prepareStatement(SELECT + which + " order by stream_pos")) {
            statement.setArray(1, Database.numbers(connection, roomNids));
            parameters.set(statement);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                byRoom.computeIfAbsent(row.getLong(1), nid -> new ArrayList<>()).add(receipt(row));
              }
            }
          }
          return byRoom;
        });
  }

  private static Receipt receipt(ResultSet row) throws SQLException {
    String thread = row.getString(4);
    return new Receipt(
        row.getLong(1),
        new UserId(row.getString(2)),
        ReceiptKind.parse(row.getString(3)).orElseThrow(),
        thread.equals(NO_THREAD) ? null : thread,
        new EventId(row.getString(5)),
        row.getLong(6),
        row.getLong(7));
  }
}
