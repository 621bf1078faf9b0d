package org.matrixee.store.memory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.matrixee.model.id.ServerName;
import org.matrixee.store.federation.Destination;
import org.matrixee.store.federation.DestinationStore;
import org.matrixee.store.federation.OutgoingTransaction;

/** Other servers in memory. */
final class InMemoryDestinationStore implements DestinationStore {
  private final InMemoryStores stores;

  InMemoryDestinationStore(InMemoryStores stores) {
    this.stores = stores;
  }

  record Row(OutgoingTransaction transaction, boolean answered) {
    boolean isFor(ServerName server) {
      return transaction.destination().equals(server);
    }
  }

  @Override
  public Optional<Destination> find(ServerName server) {
    return Optional.ofNullable(stores.tables().destinations.get(server.value()));
  }

  @Override
  public List<Destination> failing() {
    return stores.tables().destinations.values().stream()
        .filter(destination -> destination.failingSince() != null)
        .toList();
  }

  @Override
  public void save(Destination destination) {
    stores
        .tables()
        .journal
        .put(stores.tables().destinations, destination.server().value(), destination);
  }

  @Override
  public void begin(OutgoingTransaction transaction) {
    if (rows(transaction.destination())
        .anyMatch(row -> row.getValue().transaction().id() == transaction.id())) {
      throw new IllegalStateException("there is such a transaction: " + transaction.id());
    }
    stores
        .tables()
        .journal
        .put(stores.tables().outgoing, stores.tables().nextNid(), new Row(transaction, false));
  }

  private Stream<Map.Entry<Long, Row>> rows(ServerName server) {
    return List.copyOf(stores.tables().outgoing.entrySet()).stream()
        .filter(row -> row.getValue().isFor(server));
  }

  @Override
  public Optional<OutgoingTransaction> findUnanswered(ServerName server) {
    return rows(server)
        .map(Map.Entry::getValue)
        .filter(row -> !row.answered())
        .map(Row::transaction)
        .reduce((first, second) -> second);
  }

  @Override
  public void close(OutgoingTransaction transaction) {
    rows(transaction.destination())
        .filter(row -> row.getValue().transaction().id() == transaction.id())
        .forEach(
            row ->
                stores
                    .tables()
                    .journal
                    .put(
                        stores.tables().outgoing,
                        row.getKey(),
                        new Row(row.getValue().transaction(), true)));
  }

  @Override
  public void withdraw(OutgoingTransaction transaction) {
    rows(transaction.destination())
        .filter(row -> row.getValue().transaction().id() == transaction.id())
        .forEach(row -> stores.tables().journal.remove(stores.tables().outgoing, row.getKey()));
  }

  @Override
  public List<OutgoingTransaction> sentAfter(ServerName server, long after, int limit) {
    return rows(server)
        .map(Map.Entry::getValue)
        .filter(Row::answered)
        .map(Row::transaction)
        .filter(transaction -> transaction.id() > after)
        .limit(limit)
        .toList();
  }

  @Override
  public void forgetOld(ServerName server, int keep) {
    List<Map.Entry<Long, Row>> all = rows(server).toList();
    all.stream()
        .limit(Math.max(0, all.size() - keep))
        .filter(row -> row.getValue().answered())
        .forEach(row -> stores.tables().journal.remove(stores.tables().outgoing, row.getKey()));
  }
}
