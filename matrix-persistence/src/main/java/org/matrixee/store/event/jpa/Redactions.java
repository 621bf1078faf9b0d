package org.matrixee.store.event.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.matrixee.store.event.RoomAppend.Redaction;
import org.matrixee.store.jpa.Database;

/** Strips events, after those of the same transaction have been written. */
final class Redactions {
  private Redactions() {}

  /**
   * Overwrites the JSON. The first redaction stays the one that is shown; each may strip further.
   * What has lost its content relates to nothing.
   */
  static void write(Database database, List<Redaction> redactions) {
    if (!redactions.isEmpty()) {
      database.sql(connection -> write(connection, redactions));
    }
  }

  private static int write(Connection connection, List<Redaction> redactions) throws SQLException {
    try (PreparedStatement mark =
            connection.prepareStatement(
                "update event set redacted_by = coalesce(redacted_by, ?) where nid = ?");
        PreparedStatement strip =
            connection.prepareStatement("update event_json set json = ? where nid = ?");
        PreparedStatement unrelate = RelationRows.removal(connection)) {
      for (Redaction redaction : redactions) {
        mark.setLong(1, redaction.redactionNid());
        mark.setLong(2, redaction.targetNid());
        mark.addBatch();
        strip.setBytes(1, redaction.stripped().sharedBytes());
        strip.setLong(2, redaction.targetNid());
        strip.addBatch();
        unrelate.setLong(1, redaction.targetNid());
        unrelate.addBatch();
      }
      mark.executeBatch();
      strip.executeBatch();
      unrelate.executeBatch();
      return redactions.size();
    }
  }
}
