package org.matrixee.store.federation.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.store.federation.OutboxStore;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.TableWriter;

/** Waiting events in the table {@code outbox}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaOutboxStore implements OutboxStore {
  private static final TableWriter OUTBOX =
      TableWriter.inserting(
          "outbox",
          Column.text("destination"),
          Column.bigint("stream_pos"),
          Column.bigint("event_nid"));

  private Database database;

  @Inject
  JpaOutboxStore(Database database) {
    this.database = database;
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
  public List<Entry> peek(ServerName destination, int limit) {
    return database
        .entities()
        .createQuery(
            "select o.streamPos, o.eventNid from OutboxEntity o"
                + " where o.destination = :destination order by o.streamPos",
            Tuple.class)
        .setParameter("destination", destination.value())
        .setMaxResults(limit)
        .getResultStream()
        .map(row -> new Entry(destination, row.get(0, Long.class), row.get(1, Long.class)))
        .toList();
  }
}
