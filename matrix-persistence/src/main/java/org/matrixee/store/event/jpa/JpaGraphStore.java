package org.matrixee.store.event.jpa;

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
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.AwaitedEvent.Reason;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.GraphStore;
import org.matrixee.store.jpa.Chunks;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.StatusCode;

/** Graphs in the tables {@code event} and {@code awaited_event}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaGraphStore implements GraphStore {
  private static final String AWAITED =
      "select a.event_id, a.kind, a.by_nid, a.depth from awaited_event a where ";

  private static final String LINK =
      " e.event_id, e.sender, e.type, e.state_key, e.depth, case when e.status <> "
          + StatusCode.code(EventStatus.OUTLIER)
          + " and (e.snapshot_before <> 0 or e.type = '"
          + EventType.CREATE
          + "') then r.event_id else c.parent_id end,";

  private static final String SOURCE =
      " left join event r on r.nid = e.replaced_nid"
          + " left join event_edge c on c.child_nid = e.nid and c.kind = "
          + EventRows.PREV_STATE
          + " and c.ordinal = 0";

  private static final String LINKS =
      "with recursive chain(event_id, sender, type, state_key, depth, replaced, place) as (select"
          + LINK
          + " 1 from event e"
          + SOURCE
          + " where e.event_id = any(?) and e.room_nid = ? and e.state_key is not null"
          + " union all select"
          + LINK
          + " chain.place + 1 from chain join event e on e.event_id = chain.replaced"
          + SOURCE
          + " where e.room_nid = ? and e.type = chain.type and e.state_key = chain.state_key"
          + " and e.depth < chain.depth and chain.place < ?)"
          + " select event_id, sender, type, state_key, depth, replaced from chain";

  private Database database;

  @Inject
  JpaGraphStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaGraphStore() {}

  @Override
  public Map<EventId, GraphNode> nodes(Collection<EventId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return database.sql(
        connection -> {
          Map<EventId, GraphNode> nodes = new HashMap<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select nid, room_nid, event_id, type, state_key, depth, status,"
                      + " snapshot_before from event where event_id = any(?)")) {
            for (List<String> chunk : Chunks.of(values(ids))) {
              statement.setArray(1, Database.textKeys(connection, chunk));
              try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                  GraphNode node = node(row);
                  nodes.put(node.id(), node);
                }
              }
            }
          }
          return nodes;
        });
  }

  private static GraphNode node(ResultSet row) throws SQLException {
    String type = row.getString(4);
    String stateKey = row.getString(5);
    return new GraphNode(
        row.getLong(1),
        row.getLong(2),
        new EventId(row.getString(3)),
        type,
        stateKey == null ? null : new StateTuple(type, stateKey),
        row.getLong(6),
        StatusCode.status(row.getInt(7)),
        row.getLong(8));
  }

  @Override
  public List<AwaitedEvent> awaited(Collection<EventId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(AWAITED + "a.event_id = any(?)")) {
            statement.setArray(1, Database.textKeys(connection, values(ids)));
            return read(statement);
          }
        });
  }

  @Override
  public List<AwaitedEvent> gaps(long roomNid, long fromDepth, long toDepth, int limit) {
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  AWAITED
                      + "a.room_nid = ? and a.kind = ? and a.depth between ? and ?"
                      + " order by a.depth desc, a.event_id limit ?")) {
            statement.setLong(1, roomNid);
            statement.setInt(2, AwaitedRows.code(Reason.PREDECESSOR));
            statement.setLong(3, fromDepth);
            statement.setLong(4, toDepth);
            statement.setInt(5, limit);
            return read(statement);
          }
        });
  }

  @Override
  public Map<EventId, StateLink> links(long roomNid, Collection<EventId> from, int most) {
    if (from.isEmpty()) {
      return Map.of();
    }
    return database.sql(
        connection -> {
          Map<EventId, StateLink> links = new HashMap<>();
          try (PreparedStatement statement = connection.prepareStatement(LINKS)) {
            statement.setArray(1, Database.textKeys(connection, values(from)));
            statement.setLong(2, roomNid);
            statement.setLong(3, roomNid);
            statement.setInt(4, most);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                StateLink link = link(row);
                links.put(link.id(), link);
              }
            }
          }
          return links;
        });
  }

  private static StateLink link(ResultSet row) throws SQLException {
    String replaced = row.getString(6);
    return new StateLink(
        new EventId(row.getString(1)),
        new UserId(row.getString(2)),
        new StateTuple(row.getString(3), row.getString(4)),
        row.getLong(5),
        replaced == null ? null : new EventId(replaced));
  }

  private static List<AwaitedEvent> read(PreparedStatement statement) throws SQLException {
    List<AwaitedEvent> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(
            new AwaitedEvent(
                new EventId(row.getString(1)),
                AwaitedRows.reason(row.getInt(2)),
                row.getLong(3),
                row.getLong(4)));
      }
    }
    return found;
  }

  private static List<String> values(Collection<EventId> ids) {
    return ids.stream().map(EventId::value).toList();
  }
}
