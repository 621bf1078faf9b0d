package org.matrixee.store.federation.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.store.federation.Destination;
import org.matrixee.store.federation.DestinationStore;
import org.matrixee.store.federation.OutboxStore.Entry;
import org.matrixee.store.federation.OutgoingTransaction;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.TableWriter;

/** Other servers, in the tables {@code destination} and {@code outgoing_transaction}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaDestinationStore implements DestinationStore {
  private static final TableWriter DESTINATIONS =
      TableWriter.replacing(
          "destination",
          1,
          Column.text("server"),
          Column.bigint("failing_since"),
          Column.bigint("retry_at"),
          Column.integer("failures"),
          Column.text("last_error"),
          Column.bigint("last_txn"));

  private Database database;

  @Inject
  JpaDestinationStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaDestinationStore() {}

  @Override
  public Optional<Destination> find(ServerName server) {
    return database
        .entities()
        .createQuery(
            "select d from DestinationEntity d where d.server = :server", DestinationEntity.class)
        .setParameter("server", server.value())
        .getResultStream()
        .findFirst()
        .map(row -> destination(database, row));
  }

  @Override
  public List<Destination> failing() {
    return database
        .entities()
        .createQuery(
            "select d from DestinationEntity d where d.failingSince is not null order by d.server",
            DestinationEntity.class)
        .getResultStream()
        .map(row -> destination(database, row))
        .toList();
  }

  private static Destination destination(Database database, DestinationEntity row) {
    // Written by plain SQL: what the entity manager read before is out of date then.
    database.entities().detach(row);
    return new Destination(
        new ServerName(row.server),
        row.failingSince,
        row.retryAt,
        row.failures,
        row.lastError,
        row.lastTxn);
  }

  @Override
  public void save(Destination destination) {
    @Nullable Object[] row = {
      destination.server().value(),
      destination.failingSince(),
      destination.retryAt(),
      destination.failures(),
      destination.lastError(),
      destination.lastTransaction()
    };
    List<@Nullable Object[]> rows = new ArrayList<>();
    rows.add(row);
    DESTINATIONS.write(database, rows);
  }

  @Override
  public void begin(OutgoingTransaction transaction) {
    database.sql(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  "insert into outgoing_transaction"
                      + " (destination, txn_id, previous_id, pdus, edus, answered)"
                      + " values (?, ?, ?, ?, ?, false)")) {
            insert.setString(1, transaction.destination().value());
            insert.setLong(2, transaction.id());
            insert.setLong(3, transaction.previousId());
            insert.setBytes(4, pdus(transaction.pdus()));
            insert.setBytes(5, edus(transaction.edus()));
            return insert.executeUpdate();
          }
        });
  }

  @Override
  public Optional<OutgoingTransaction> findUnanswered(ServerName server) {
    return database
        .entities()
        .createQuery(
            "select t from OutgoingTransactionEntity t"
                + " where t.destination = :server and t.answered = false order by t.txnId desc",
            OutgoingTransactionEntity.class)
        .setParameter("server", server.value())
        .setMaxResults(1)
        .getResultStream()
        .findFirst()
        .map(this::transaction);
  }

  @Override
  public void close(OutgoingTransaction transaction) {
    database
        .entities()
        .createQuery(
            "update OutgoingTransactionEntity t set t.answered = true"
                + " where t.destination = :server and t.txnId = :id")
        .setParameter("server", transaction.destination().value())
        .setParameter("id", transaction.id())
        .executeUpdate();
  }

  @Override
  public void withdraw(OutgoingTransaction transaction) {
    database
        .entities()
        .createQuery(
            "delete from OutgoingTransactionEntity t"
                + " where t.destination = :server and t.txnId = :id")
        .setParameter("server", transaction.destination().value())
        .setParameter("id", transaction.id())
        .executeUpdate();
  }

  @Override
  public List<OutgoingTransaction> sentAfter(ServerName server, long after, int limit) {
    return database
        .entities()
        .createQuery(
            "select t from OutgoingTransactionEntity t where t.destination = :server"
                + " and t.txnId > :after and t.answered = true order by t.txnId",
            OutgoingTransactionEntity.class)
        .setParameter("server", server.value())
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultStream()
        .map(this::transaction)
        .toList();
  }

  @Override
  public void forgetOld(ServerName server, int keep) {
    database
        .entities()
        .createQuery(
            "select t.txnId from OutgoingTransactionEntity t where t.destination = :server"
                + " order by t.txnId desc",
            Long.class)
        .setParameter("server", server.value())
        .setFirstResult(keep)
        .setMaxResults(1)
        .getResultStream()
        .findFirst()
        .ifPresent(newest -> forgetUpTo(server, newest));
  }

  private void forgetUpTo(ServerName server, long newest) {
    database
        .entities()
        .createQuery(
            "delete from OutgoingTransactionEntity t where t.destination = :server"
                + " and t.txnId <= :newest and t.answered = true")
        .setParameter("server", server.value())
        .setParameter("newest", newest)
        .executeUpdate();
  }

  private OutgoingTransaction transaction(OutgoingTransactionEntity row) {
    database.entities().detach(row);
    ServerName destination = new ServerName(row.destination);
    List<Entry> pdus = new ArrayList<>();
    ByteBuffer pairs = ByteBuffer.wrap(row.pdus);
    while (pairs.hasRemaining()) {
      long position = pairs.getLong();
      pdus.add(new Entry(destination, position, pairs.getLong()));
    }
    List<Long> edus = new ArrayList<>();
    ByteBuffer numbers = ByteBuffer.wrap(row.edus);
    while (numbers.hasRemaining()) {
      edus.add(numbers.getLong());
    }
    return new OutgoingTransaction(destination, row.txnId, row.previousId, pdus, edus);
  }

  private static byte[] pdus(List<Entry> entries) {
    ByteBuffer pairs = ByteBuffer.allocate(2 * Long.BYTES * entries.size());
    entries.forEach(entry -> pairs.putLong(entry.position()).putLong(entry.eventNid()));
    return pairs.array();
  }

  private static byte[] edus(List<Long> nids) {
    ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES * nids.size());
    nids.forEach(numbers::putLong);
    return numbers.array();
  }
}
