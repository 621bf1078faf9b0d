package org.matrixee.store.event.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.store.jpa.Database;

/** Who comes back to a room has not forgotten it any more. */
final class ForgottenRows {
  /** Memberships with which a room is there for a user again. */
  static final Set<Membership> RETURNING =
      EnumSet.of(Membership.INVITE, Membership.JOIN, Membership.KNOCK);

  private ForgottenRows() {}

  /** A user who has such a membership now. */
  record Returned(long roomNid, UserId user) {}

  static void deleteReturned(Database database, List<Returned> returned) {
    if (!returned.isEmpty()) {
      database.sql(connection -> delete(connection, returned));
    }
  }

  private static int delete(Connection connection, List<Returned> returned) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from forgotten_room where user_id = ? and room_nid = ?")) {
      for (Returned each : returned) {
        delete.setString(1, each.user().value());
        delete.setLong(2, each.roomNid());
        delete.addBatch();
      }
      delete.executeBatch();
      return returned.size();
    }
  }
}
