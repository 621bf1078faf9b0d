package org.matrixee.store.federation.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.federation.Destination;
import org.matrixee.store.federation.OutboxStore;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.NidAllocator;
import org.matrixee.store.jpa.SqlDialect;
import org.matrixee.store.jpa.TableWriter;

/** Waiting work in the tables {@code outbox} and {@code outbox_edu}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaOutboxStore implements OutboxStore {
  private static final TableWriter OUTBOX =
      TableWriter.inserting(
          "outbox",
          Column.text("destination"),
          Column.bigint("stream_pos"),
          Column.bigint("event_nid"));

  private static final TableWriter EDUS =
      TableWriter.inserting(
          "outbox_edu",
          Column.bigint("nid"),
          Column.text("destination"),
          Column.text("edu_type"),
          Column.bytes("content"));

  /**
   * The destinations of a table. PostgreSQL would read all waiting rows for a plain {@code
   * distinct}; this takes one look at the index for each destination.
   */
  private static final String LEAP =
      "(with recursive d(server) as ("
          + "(select destination from {table} order by destination limit 1) union all"
          + " select (select n.destination from {table} n where n.destination > d.server"
          + " order by n.destination limit 1) from d where d.server is not null)"
          + " select server from d where server is not null)";

  private Database database;
  private NidAllocator nids;

  @Inject
  JpaOutboxStore(Database database, NidAllocator nids) {
    this.database = database;
    this.nids = nids;
  }

  /** For the container's proxy. */
  protected JpaOutboxStore() {}

  @Override
  public void enqueue(List<Entry> entries) {
    List<@Nullable Object[]> rows = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      rows.add(new Object[] {entry.destination().value(), entry.position(), entry.eventNid()});
    }
    OUTBOX.write(database, rows);
  }

  @Override
  public List<Entry> peek(ServerName destination, long upTo, int limit) {
    return database
        .entities()
        .createQuery(
            "select o.streamPos, o.eventNid from OutboxEntity o"
                + " where o.destination = :destination and o.streamPos <= :upTo"
                + " order by o.streamPos",
            Tuple.class)
        .setParameter("destination", destination.value())
        .setParameter("upTo", upTo)
        .setMaxResults(limit)
        .getResultStream()
        .map(row -> new Entry(destination, row.get(0, Long.class), row.get(1, Long.class)))
        .toList();
  }

  @Override
  public void remove(ServerName destination, Collection<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    List<Long> positions = entries.stream().map(Entry::position).toList();
    database.sql(
        connection -> {
          try (var delete =
              connection.prepareStatement(
                  "delete from outbox where destination = ? and stream_pos = any(?)")) {
            delete.setString(1, destination.value());
            delete.setArray(2, Database.numberKeys(connection, positions));
            return delete.executeUpdate();
          }
        });
  }

  @Override
  public void enqueueEdus(List<NewEdu> edus) {
    if (edus.isEmpty()) {
      return;
    }
    long[] numbers = nids.take(edus.size());
    List<@Nullable Object[]> rows = new ArrayList<>(edus.size());
    for (int i = 0; i < numbers.length; i++) {
      NewEdu edu = edus.get(i);
      rows.add(
          new Object[] {
            numbers[i], edu.destination().value(), edu.eduType(), edu.content().sharedBytes()
          });
    }
    EDUS.write(database, rows);
  }

  @Override
  public int countEdus(ServerName destination, int most) {
    return database.sql(
        connection -> {
          try (var query =
              connection.prepareStatement(
                  "select count(*) from"
                      + " (select 1 from outbox_edu where destination = ? limit ?) counted")) {
            query.setString(1, destination.value());
            query.setInt(2, most);
            try (ResultSet row = query.executeQuery()) {
              row.next();
              return row.getInt(1);
            }
          }
        });
  }

  @Override
  public List<QueuedEdu> peekEdus(ServerName destination, int limit) {
    return database
        .entities()
        .createQuery(
            "select e.nid, e.eduType, e.content from OutboxEduEntity e"
                + " where e.destination = :destination order by e.nid",
            Tuple.class)
        .setParameter("destination", destination.value())
        .setMaxResults(limit)
        .getResultStream()
        .map(JpaOutboxStore::edu)
        .toList();
  }

  @Override
  public List<QueuedEdu> findEdus(Collection<Long> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    return database
        .entities()
        .createQuery(
            "select e.nid, e.eduType, e.content from OutboxEduEntity e"
                + " where e.nid in :nids order by e.nid",
            Tuple.class)
        .setParameter("nids", wanted)
        .getResultStream()
        .map(JpaOutboxStore::edu)
        .toList();
  }

  private static QueuedEdu edu(Tuple row) {
    return new QueuedEdu(
        row.get(0, Long.class),
        row.get(1, String.class),
        JsonText.ofOwned(row.get(2, byte[].class)));
  }

  @Override
  public void removeEdus(Collection<Long> gone) {
    if (!gone.isEmpty()) {
      database
          .entities()
          .createQuery("delete from OutboxEduEntity e where e.nid in :nids")
          .setParameter("nids", gone)
          .executeUpdate();
    }
  }

  @Override
  public List<ServerName> due(long nowTs) {
    String sql =
        "select w.server from ("
            + destinations("outbox")
            + " union "
            + destinations("outbox_edu")
            + ") w left join destination s on s.server = w.server"
            + " where s.retry_at is null or s.retry_at <= ? order by w.server";
    return database.sql(
        connection -> {
          try (var query = connection.prepareStatement(sql)) {
            query.setLong(1, nowTs);
            List<ServerName> due = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                due.add(new ServerName(rows.getString(1)));
              }
            }
            return due;
          }
        });
  }

  private String destinations(String table) {
    return database.dialect() == SqlDialect.POSTGRESQL
        ? LEAP.replace("{table}", table)
        : "select distinct destination as server from " + table;
  }

  @Override
  public List<Backlog> backlogs() {
    String sql =
        "select w.server, sum(w.events), sum(w.edus), min(w.oldest), s.failing_since, s.retry_at,"
            + " s.failures, s.last_error, s.last_txn from (select o.destination as server, count(*)"
            + " as events, 0 as edus, min(e.origin_ts) as oldest from outbox o left join event e on"
            + " e.nid = o.event_nid group by o.destination union all select destination, 0,"
            + " count(*), null from outbox_edu group by destination union all select server, 0, 0,"
            + " null from destination where failing_since is not null) w left join destination s on"
            + " s.server = w.server group by w.server, s.failing_since, s.retry_at, s.failures,"
            + " s.last_error, s.last_txn order by w.server";
    return database.sql(
        connection -> {
          try (var query = connection.prepareStatement(sql);
              ResultSet rows = query.executeQuery()) {
            List<Backlog> backlogs = new ArrayList<>();
            while (rows.next()) {
              backlogs.add(backlog(rows));
            }
            return backlogs;
          }
        });
  }

  private static Backlog backlog(ResultSet row) throws SQLException {
    Destination state =
        new Destination(
            new ServerName(row.getString(1)),
            number(row, 5),
            number(row, 6),
            row.getInt(7),
            row.getString(8),
            row.getLong(9));
    return new Backlog(row.getLong(2), row.getLong(3), number(row, 4), state);
  }

  private static @Nullable Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
