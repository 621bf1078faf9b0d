package org.matrixee.store.event.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.store.event.AnnotationKey;
import org.matrixee.store.event.RelationQuery;
import org.matrixee.store.event.RelationStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.EventReader;
import org.matrixee.store.jpa.SqlWork;

/** Relations in the table {@code event_relation}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaRelationStore implements RelationStore {
  private Database database;
  private EventReader reader;

  @Inject
  JpaRelationStore(Database database, EventReader reader) {
    this.database = database;
    this.reader = reader;
  }

  /** For the container's proxy. */
  protected JpaRelationStore() {}

  /** Sets parameters. */
  @FunctionalInterface
  private interface Parameters {
    void set(Connection connection, PreparedStatement statement) throws SQLException;
  }

  /** Takes in a row. */
  @FunctionalInterface
  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private void select(String sql, Parameters parameters, RowReader reader) {
    SqlWork<Boolean> work =
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(connection, statement);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                reader.read(row);
              }
            }
          }
          return true;
        };
    database.sql(work);
  }

  private static List<String> texts(Collection<EventId> ids) {
    return ids.stream().map(EventId::value).toList();
  }

  @Override
  public Map<Long, Map<EventId, Set<String>>> aggregated(Collection<EventId> parents) {
    Map<Long, Map<EventId, Set<String>>> found = new HashMap<>();
    if (!parents.isEmpty()) {
      select(
          RelationSql.AGGREGATED,
          (connection, statement) ->
              statement.setArray(1, Database.textKeys(connection, texts(parents))),
          row ->
              found
                  .computeIfAbsent(row.getLong(1), nid -> new HashMap<>())
                  .computeIfAbsent(new EventId(row.getString(2)), id -> new HashSet<>())
                  .add(row.getString(3)));
    }
    return found;
  }

  @Override
  public List<StoredEvent> page(RelationQuery query) {
    return query.parents().isEmpty()
        ? List.of()
        : reader.read(
            RelationSql.page(query),
            (connection, statement) -> RelationSql.setPage(connection, statement, query));
  }

  @Override
  public Set<EventId> children(
      long roomNid, Collection<EventId> parents, long upToPosition, int limit) {
    Set<EventId> found = new LinkedHashSet<>();
    if (!parents.isEmpty()) {
      select(
          RelationSql.CHILDREN,
          (connection, statement) -> {
            setParents(connection, statement, roomNid, parents, upToPosition);
            statement.setInt(4, limit);
          },
          row -> found.add(new EventId(row.getString(1))));
    }
    return found;
  }

  private static void setParents(
      Connection connection,
      PreparedStatement statement,
      long roomNid,
      Collection<EventId> parents,
      long upToPosition)
      throws SQLException {
    statement.setArray(1, Database.textKeys(connection, texts(parents)));
    statement.setLong(2, roomNid);
    statement.setLong(3, upToPosition);
  }

  @Override
  public Map<EventId, Long> newestEdits(
      long roomNid, Collection<EventId> originals, long upToPosition) {
    Map<EventId, Long> found = new HashMap<>();
    if (!originals.isEmpty()) {
      select(
          RelationSql.NEWEST_EDITS,
          (connection, statement) ->
              setParents(connection, statement, roomNid, originals, upToPosition),
          row -> found.put(new EventId(row.getString(1)), row.getLong(2)));
    }
    return found;
  }

  @Override
  public Map<EventId, ThreadSummary> threads(
      long roomNid, Collection<EventId> roots, UserId participant, long upToPosition) {
    Map<EventId, ThreadSummary> found = new HashMap<>();
    if (!roots.isEmpty()) {
      select(
          RelationSql.THREADS,
          (connection, statement) -> {
            statement.setString(1, participant.value());
            statement.setArray(2, Database.textKeys(connection, texts(roots)));
            statement.setLong(3, roomNid);
            statement.setLong(4, upToPosition);
          },
          row ->
              found.put(
                  new EventId(row.getString(1)),
                  new ThreadSummary(row.getLong(2), row.getLong(3), row.getInt(4) == 1)));
    }
    return found;
  }

  @Override
  public List<ThreadRoot> threadRoots(
      long roomNid, @Nullable UserId participant, long before, long upToPosition, int limit) {
    List<ThreadRoot> found = new ArrayList<>();
    select(
        RelationSql.threadRoots(participant != null),
        (connection, statement) -> {
          int i = 1;
          statement.setLong(i++, roomNid);
          statement.setLong(i++, upToPosition);
          if (participant != null) {
            statement.setString(i++, participant.value());
            statement.setString(i++, participant.value());
          }
          statement.setLong(i++, before);
          statement.setInt(i, limit);
        },
        row -> found.add(new ThreadRoot(new EventId(row.getString(1)), row.getLong(2))));
    return found;
  }

  @Override
  public Map<EventId, List<EventId>> references(
      long roomNid, Collection<EventId> parents, long upToPosition, int perParent) {
    Map<EventId, List<EventId>> found = new LinkedHashMap<>();
    if (!parents.isEmpty()) {
      select(
          RelationSql.REFERENCES,
          (connection, statement) -> {
            setParents(connection, statement, roomNid, parents, upToPosition);
            statement.setInt(4, perParent);
          },
          row ->
              found
                  .computeIfAbsent(new EventId(row.getString(1)), id -> new ArrayList<>())
                  .add(new EventId(row.getString(2))));
    }
    return found;
  }

  /** A row of an annotation. */
  private record Place(long roomNid, String parent, String sender, String type, UUID annotation) {}

  @Override
  public Map<AnnotationKey, Long> annotations(Collection<AnnotationKey> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    Map<Place, Long> rows = new HashMap<>();
    select(
        RelationSql.ANNOTATIONS,
        (connection, statement) -> {
          statement.setArray(
              1,
              Database.textKeys(
                  connection, keys.stream().map(key -> key.parent().value()).distinct().toList()));
          statement.setArray(
              2,
              Database.textKeys(
                  connection, keys.stream().map(key -> key.sender().value()).distinct().toList()));
        },
        row ->
            rows.put(
                new Place(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getObject(5, UUID.class)),
                row.getLong(6)));
    Map<AnnotationKey, Long> found = new HashMap<>();
    for (AnnotationKey key : keys) {
      Long nid =
          rows.get(
              new Place(
                  key.roomNid(),
                  key.parent().value(),
                  key.sender().value(),
                  key.type(),
                  RelationRows.hash(key.key())));
      if (nid != null) {
        found.put(key, nid);
      }
    }
    return found;
  }
}
