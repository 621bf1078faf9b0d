package org.matrixee.store.event.jpa;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.store.event.TimelineQuery;
import org.matrixee.store.jpa.EventReader;
import org.matrixee.store.jpa.SqlDialect;

/**
 * The statement for a page of a room's history.
 *
 * <p>A gap is compared twice: as a pair, which PostgreSQL finds in its index, and by depth alone,
 * which H2 finds in its own. The room in the order makes H2 read the index in order.
 */
final class TimelineSql {
  private TimelineSql() {}

  static String of(TimelineQuery query, SqlDialect dialect) {
    boolean backwards = query.backwards();
    StringBuilder sql = new StringBuilder(EventReader.SELECT);
    sql.append(" from event e");
    sql.append(dialect.index(backwards ? "event_timeline_backwards" : "event_timeline"));
    sql.append(" where e.room_nid = ? and e.status = 0 and e.stream_pos <= ?");
    // A gap lies after the event that it names: backwards, that event is the first to be given.
    if (query.from() != null) {
      sql.append(backwards ? upTo() : after());
    }
    if (query.to() != null) {
      sql.append(backwards ? after() : upTo());
    }
    sql.append(
        backwards
            ? " order by e.room_nid desc, e.depth desc, e.stream_pos desc"
            : " order by e.room_nid, e.depth, e.stream_pos");
    return sql.append(" limit ?").toString();
  }

  static void setParameters(PreparedStatement statement, TimelineQuery query) throws SQLException {
    int i = 1;
    statement.setLong(i++, query.roomNid());
    statement.setLong(i++, query.upToPosition());
    TimelinePosition from = query.from();
    if (from != null) {
      i = setGap(statement, i, from);
    }
    TimelinePosition to = query.to();
    if (to != null) {
      i = setGap(statement, i, to);
    }
    statement.setInt(i, query.limit());
  }

  private static String after() {
    return " and (e.depth, e.stream_pos) > (?, ?) and e.depth >= ?";
  }

  private static String upTo() {
    return " and (e.depth, e.stream_pos) <= (?, ?) and e.depth <= ?";
  }

  private static int setGap(PreparedStatement statement, int first, TimelinePosition gap)
      throws SQLException {
    statement.setLong(first, gap.depth());
    statement.setLong(first + 1, gap.position());
    statement.setLong(first + 2, gap.depth());
    return first + 3;
  }
}
