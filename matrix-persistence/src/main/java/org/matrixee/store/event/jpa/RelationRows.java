package org.matrixee.store.event.jpa;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.Relation;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.TableWriter;
import org.matrixee.store.jpa.WriteBatch;

/** The rows of relations; an event without one costs a look at its content. */
final class RelationRows {
  /** Replacing, since what gets its place later may have been written before. */
  private static final TableWriter RELATIONS =
      TableWriter.replacing(
          "event_relation",
          1,
          Column.bigint("child_nid"),
          Column.bigint("room_nid"),
          Column.bigint("depth"),
          Column.bigint("stream_pos"),
          Column.uuid("annotation"),
          Column.integer("complete"),
          Column.text("parent_id"),
          Column.text("rel_type"),
          Column.text("type"),
          Column.text("sender"));

  private RelationRows() {}

  static void addTo(WriteBatch batch, List<RoomAppend> appends) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (RoomAppend append : appends) {
      long roomNid = append.lock().roomNid();
      append.events().forEach(event -> add(roomNid, event, rows));
      append.graph().promoted().forEach(event -> add(roomNid, event, rows));
    }
    batch.add(RELATIONS, rows);
  }

  private static void add(long roomNid, AppendedEvent appended, List<@Nullable Object[]> rows) {
    Event event = appended.event();
    if (!event.content().containsKey(Relation.RELATES_TO)
        || appended.status() != EventStatus.ACCEPTED) {
      return;
    }
    Relation.of(event.content())
        .ifPresent(
            relation -> {
              String key = relation.key();
              rows.add(
                  new @Nullable Object[] {
                    appended.nid(),
                    roomNid,
                    event.depth(),
                    appended.position(),
                    key == null ? null : hash(key),
                    relation.isComplete(event.type(), event.isState(), event.content()) ? 1 : 0,
                    relation.parent().value(),
                    relation.type(),
                    event.type(),
                    event.sender().value()
                  });
            });
  }

  /** Keys are chosen by anybody and may be long; their hashes are short. */
  static UUID hash(String key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      ByteBuffer hash = ByteBuffer.wrap(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Prepares the removal of the rows of redacted events. */
  static PreparedStatement removal(Connection connection) throws SQLException {
    return connection.prepareStatement("delete from event_relation where child_nid = ?");
  }
}
