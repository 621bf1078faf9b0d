package org.matrixee.store.event.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.matrixee.model.event.Relation;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.model.id.EventId;
import org.matrixee.store.event.RelationQuery;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.EventReader;

/** The statements about relations. Their first parameters: parents, room, last position. */
final class RelationSql {
  private static final String OF_PARENTS =
      " where r.parent_id = any(?) and r.room_nid = ? and r.stream_pos <= ?";

  /** Parents. */
  static final String AGGREGATED =
      "select distinct r.room_nid, r.parent_id, r.rel_type from event_relation r"
          + " where r.parent_id = any(?) and r.rel_type in ("
          + quoted(Relation.REPLACE)
          + ", "
          + quoted(Relation.THREAD)
          + ", "
          + quoted(Relation.REFERENCE)
          + ")";

  static final String CHILDREN =
      "select c.event_id from event_relation r join event c on c.nid = r.child_nid"
          + OF_PARENTS
          + " order by r.depth desc, r.stream_pos desc limit ?";

  static final String NEWEST_EDITS =
      "select x.parent_id, x.child_nid from (select r.parent_id, r.child_nid, row_number() over"
          + " (partition by r.parent_id order by c.origin_ts desc, c.event_id desc) as place"
          + " from event_relation r join event c on c.nid = r.child_nid"
          + " join event p on p.event_id = r.parent_id and p.room_nid = r.room_nid"
          + OF_PARENTS
          + " and r.rel_type = "
          + quoted(Relation.REPLACE)
          + " and r.complete = 1 and p.sender = r.sender and p.type = r.type"
          + " and p.state_key is null and p.redacted_by is null) x where x.place = 1";

  /** Before the others: the participant. */
  static final String THREADS =
      "select x.parent_id, x.child_nid, x.many, x.mine from (select r.parent_id, r.child_nid,"
          + " count(*) over (partition by r.parent_id) as many, max(case when r.sender = ? then 1"
          + " else 0 end) over (partition by r.parent_id) as mine, row_number() over (partition by"
          + " r.parent_id order by r.depth desc, r.stream_pos desc) as place from event_relation r"
          + OF_PARENTS
          + " and r.rel_type = "
          + quoted(Relation.THREAD)
          + ") x where x.place = 1";

  static final String REFERENCES =
      "select x.parent_id, c.event_id from (select r.parent_id, r.child_nid, r.depth, r.stream_pos,"
          + " row_number() over (partition by r.parent_id order by r.depth, r.stream_pos) as place"
          + " from event_relation r"
          + OF_PARENTS
          + " and r.rel_type = "
          + quoted(Relation.REFERENCE)
          + ") x join event c on c.nid = x.child_nid where x.place <= ?"
          + " order by x.depth, x.stream_pos";

  /** Parents, senders. */
  static final String ANNOTATIONS =
      "select r.room_nid, r.parent_id, r.sender, r.type, r.annotation, r.child_nid"
          + " from event_relation r where r.parent_id = any(?) and r.rel_type = "
          + quoted(Relation.ANNOTATION)
          + " and r.sender = any(?) and r.annotation is not null";

  private RelationSql() {}

  private static String quoted(String type) {
    return "'" + type + "'";
  }

  /** Room, last position, the participant twice if one is asked for, before, limit. */
  static String threadRoots(boolean participated) {
    String ofType = " and r.rel_type = " + quoted(Relation.THREAD);
    return "select r.parent_id, max(r.stream_pos) as latest from event_relation r"
        + " where r.room_nid = ? and r.stream_pos <= ?"
        + ofType
        + (participated
            ? " and (exists (select 1 from event_relation o where o.parent_id = r.parent_id"
                + " and o.room_nid = r.room_nid and o.rel_type = r.rel_type and o.sender = ?)"
                + " or exists (select 1 from event p where p.event_id = r.parent_id"
                + " and p.sender = ?))"
            : "")
        + " group by r.parent_id having max(r.stream_pos) < ? order by latest desc limit ?";
  }

  static String page(RelationQuery query) {
    boolean backwards = query.backwards();
    StringBuilder sql = new StringBuilder(EventReader.SELECT);
    sql.append(" from event_relation r join event e on e.nid = r.child_nid").append(OF_PARENTS);
    sql.append(query.relType() == null ? "" : " and r.rel_type = ?");
    sql.append(query.type() == null ? "" : " and r.type = ?");
    // A gap lies after the event that it names: backwards, that event is the first to be given.
    if (query.from() != null) {
      sql.append(backwards ? " and (r.depth, r.stream_pos) <= (?, ?)" : after());
    }
    if (query.to() != null) {
      sql.append(backwards ? after() : " and (r.depth, r.stream_pos) <= (?, ?)");
    }
    sql.append(
        backwards
            ? " order by r.depth desc, r.stream_pos desc"
            : " order by r.depth, r.stream_pos");
    return sql.append(" limit ?").toString();
  }

  private static String after() {
    return " and (r.depth, r.stream_pos) > (?, ?)";
  }

  static void setPage(Connection connection, PreparedStatement statement, RelationQuery query)
      throws SQLException {
    statement.setArray(
        1, Database.textKeys(connection, query.parents().stream().map(EventId::value).toList()));
    statement.setLong(2, query.roomNid());
    statement.setLong(3, query.upToPosition());
    int i = 4;
    for (String text : new String[] {query.relType(), query.type()}) {
      if (text != null) {
        statement.setString(i++, text);
      }
    }
    for (TimelinePosition gap : new TimelinePosition[] {query.from(), query.to()}) {
      if (gap != null) {
        statement.setLong(i++, gap.depth());
        statement.setLong(i++, gap.position());
      }
    }
    statement.setInt(i, query.limit());
  }
}
