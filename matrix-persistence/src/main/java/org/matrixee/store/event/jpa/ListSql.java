package org.matrixee.store.event.jpa;

import org.matrixee.store.jpa.EventReader;
import org.matrixee.store.jpa.SqlDialect;

/** The statements for the newest messages of rooms and for streams. */
final class ListSql {
  private ListSql() {}

  /**
   * The newest events of one room, in no order. Parameters: the room if it is one, the last
   * position, how many.
   *
   * @param messages whether only those that are no state
   * @param limit how many, see {@link #apart}
   */
  static String ofRoom(String room, boolean messages, SqlDialect dialect, int limit) {
    return "select * from event m"
        + dialect.index("event_timeline_backwards")
        + " where m.room_nid = "
        + room
        + (messages ? " and m.state_key is null" : "")
        + " and m.status = 0 and m.stream_pos <= ?"
        + " order by m.room_nid desc, m.depth desc, m.stream_pos desc limit ?"
        + apart(dialect, limit);
  }

  /**
   * A stretch of the stream: two lists, each by its own index, so that neither reads what is
   * others'. Parameters: after, up to, rooms, limit; user, after, up to, rooms, limit; limit.
   *
   * @param limit see {@link #apart}
   */
  static String stream(SqlDialect dialect, int limit) {
    return EventReader.SELECT
        + " from ((select * from event s"
        + dialect.index("event_stream")
        + " where s.stream_pos > ? and s.stream_pos <= ? and s.room_nid = any(?)"
        + " and s.status = 0 order by s.stream_pos limit ?)"
        + " union all (select * from event o"
        + dialect.index("event_own_membership")
        + " where o.state_key = ? and o.stream_pos > ? and o.stream_pos <= ?"
        + " and o.type = 'm.room.member' and o.status = 0 and not (o.room_nid = any(?))"
        + " order by o.state_key, o.stream_pos limit ?)) e order by e.stream_pos limit ?"
        + apart(dialect, limit);
  }

  /**
   * Makes statements with different limits different texts for H2, which would take the rows of the
   * one before for those of the next if nothing but the limit of a subquery differs.
   */
  private static String apart(SqlDialect dialect, int limit) {
    return dialect == SqlDialect.H2 ? " /* " + limit + " */" : "";
  }
}
