package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.matrixee.model.id.ServerName;
import org.matrixee.store.federation.Destination;
import org.matrixee.store.federation.OutboxStore;

/** Waiting work in memory. */
final class InMemoryOutboxStore implements OutboxStore {
  private final InMemoryStores stores;

  InMemoryOutboxStore(InMemoryStores stores) {
    this.stores = stores;
  }

  record EduRow(ServerName destination, QueuedEdu edu) {}

  @Override
  public void enqueue(List<Entry> entries) {
    for (Entry entry : entries) {
      String key = key(entry);
      if (stores.tables().outbox.containsKey(key)) {
        throw new IllegalStateException("there is such an entry: " + key);
      }
      stores.tables().journal.put(stores.tables().outbox, key, entry);
    }
  }

  private static String key(Entry entry) {
    return entry.destination() + " " + entry.position();
  }

  @Override
  public List<Entry> peek(ServerName destination, long upTo, int limit) {
    return stores.tables().outbox.values().stream()
        .filter(entry -> entry.destination().equals(destination) && entry.position() <= upTo)
        .sorted(comparing(Entry::position))
        .limit(limit)
        .toList();
  }

  @Override
  public void remove(ServerName destination, Collection<Entry> entries) {
    entries.forEach(
        entry ->
            stores
                .tables()
                .journal
                .remove(stores.tables().outbox, destination + " " + entry.position()));
  }

  @Override
  public void enqueueEdus(List<NewEdu> edus) {
    for (NewEdu edu : edus) {
      long nid = stores.tables().nextNid();
      EduRow row = new EduRow(edu.destination(), new QueuedEdu(nid, edu.eduType(), edu.content()));
      stores.tables().journal.put(stores.tables().outboxEdus, nid, row);
    }
  }

  @Override
  public int countEdus(ServerName destination, int most) {
    return peekEdus(destination, most).size();
  }

  @Override
  public List<QueuedEdu> peekEdus(ServerName destination, int limit) {
    return stores.tables().outboxEdus.values().stream()
        .filter(row -> row.destination().equals(destination))
        .map(EduRow::edu)
        .limit(limit)
        .toList();
  }

  @Override
  public List<QueuedEdu> findEdus(Collection<Long> nids) {
    return stores.tables().outboxEdus.values().stream()
        .map(EduRow::edu)
        .filter(edu -> nids.contains(edu.nid()))
        .toList();
  }

  @Override
  public void removeEdus(Collection<Long> nids) {
    nids.forEach(nid -> stores.tables().journal.remove(stores.tables().outboxEdus, nid));
  }

  @Override
  public List<ServerName> due(long nowTs) {
    return waiting().stream()
        .map(ServerName::new)
        .filter(server -> mayBeTried(server, nowTs))
        .toList();
  }

  private boolean mayBeTried(ServerName server, long nowTs) {
    Long retryAt = state(server).retryAt();
    return retryAt == null || retryAt <= nowTs;
  }

  private Destination state(ServerName server) {
    return stores.tables().destinations.getOrDefault(server.value(), Destination.unknown(server));
  }

  private Set<String> waiting() {
    Set<String> servers = new TreeSet<>();
    stores.tables().outbox.values().forEach(entry -> servers.add(entry.destination().value()));
    stores.tables().outboxEdus.values().forEach(row -> servers.add(row.destination().value()));
    return servers;
  }

  @Override
  public List<Backlog> backlogs() {
    Set<String> servers = waiting();
    for (Map.Entry<String, Destination> row : stores.tables().destinations.entrySet()) {
      if (row.getValue().failingSince() != null) {
        servers.add(row.getKey());
      }
    }
    return servers.stream().map(ServerName::new).map(this::backlog).toList();
  }

  private Backlog backlog(ServerName server) {
    List<Entry> entries = peek(server, Long.MAX_VALUE, Integer.MAX_VALUE);
    Long oldest = null;
    for (Entry entry : entries) {
      if (stores.tables().events.containsKey(entry.eventNid())) {
        long ts = stores.tables().stored(entry.eventNid()).originServerTs();
        oldest = oldest == null ? ts : Math.min(oldest, ts);
      }
    }
    return new Backlog(
        entries.size(), peekEdus(server, Integer.MAX_VALUE).size(), oldest, state(server));
  }
}
