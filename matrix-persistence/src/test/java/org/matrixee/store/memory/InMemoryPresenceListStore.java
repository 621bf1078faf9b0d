package org.matrixee.store.memory;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.store.memory.Tables.ListKey;
import org.matrixee.store.presence.PresenceListEntry;
import org.matrixee.store.presence.PresenceListStore;

/** Presence lists in memory. */
final class InMemoryPresenceListStore implements PresenceListStore {
  private final InMemoryStores stores;

  InMemoryPresenceListStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void save(List<PresenceListEntry> entries) {
    Tables tables = stores.tables();
    for (PresenceListEntry entry : entries) {
      ListKey key = new ListKey(entry.observer(), entry.observed());
      tables.journal.put(tables.presenceLists, key, entry);
      tables.journal.remove(tables.unwatched, key);
    }
  }

  @Override
  public void remove(UserId observer, Collection<UserId> observed) {
    Tables tables = stores.tables();
    observed.forEach(
        user -> tables.journal.remove(tables.presenceLists, new ListKey(observer, user)));
  }

  @Override
  public List<PresenceListEntry> ofObserver(UserId observer) {
    return stores.tables().presenceLists.values().stream()
        .filter(entry -> entry.observer().equals(observer))
        .sorted(comparing(entry -> entry.observed().value()))
        .toList();
  }

  @Override
  public Map<UserId, Set<UserId>> accepted(Collection<UserId> observers) {
    return stores.tables().presenceLists.values().stream()
        .filter(entry -> entry.accepted() && observers.contains(entry.observer()))
        .collect(
            groupingBy(PresenceListEntry::observer, mapping(PresenceListEntry::observed, toSet())));
  }

  @Override
  public Set<UserId> observersAmong(UserId observed, Collection<UserId> observers) {
    return stores.tables().presenceLists.values().stream()
        .filter(entry -> entry.observed().equals(observed))
        .map(PresenceListEntry::observer)
        .filter(observers::contains)
        .collect(toSet());
  }

  private Stream<PresenceListEntry> accepted() {
    return stores.tables().presenceLists.values().stream().filter(PresenceListEntry::accepted);
  }

  @Override
  public Optional<PresenceListEntry> find(UserId observer, UserId observed) {
    return Optional.ofNullable(stores.tables().presenceLists.get(new ListKey(observer, observed)));
  }

  @Override
  public Set<UserId> observedAmong(Collection<UserId> users) {
    return accepted().map(PresenceListEntry::observed).filter(users::contains).collect(toSet());
  }

  @Override
  public Set<UserId> observedOn(ServerName observers, Collection<ServerName> servers) {
    return accepted()
        .filter(entry -> entry.observer().server().equals(observers))
        .map(PresenceListEntry::observed)
        .filter(user -> servers.contains(user.server()))
        .collect(toSet());
  }

  @Override
  public Set<ServerName> observedServers() {
    return accepted().map(entry -> entry.observed().server()).collect(toSet());
  }

  @Override
  public List<ObservingServer> observingServers(Collection<UserId> observed) {
    Tables tables = stores.tables();
    Map<ObservingServer, Boolean> found = new HashMap<>();
    accepted()
        .filter(entry -> observed.contains(entry.observed()))
        .forEach(
            entry ->
                found.merge(
                    new ObservingServer(entry.observed(), entry.observer().server(), false),
                    !tables.unwatched.containsKey(new ListKey(entry.observer(), entry.observed())),
                    Boolean::logicalOr));
    return found.entrySet().stream()
        .map(
            each ->
                new ObservingServer(
                    each.getKey().observed(), each.getKey().server(), each.getValue()))
        .toList();
  }

  @Override
  public void watch(ServerName server, Collection<UserId> observed, boolean watched) {
    Tables tables = stores.tables();
    for (ListKey key : List.copyOf(tables.presenceLists.keySet())) {
      if (key.observer().server().equals(server) && observed.contains(key.observed())) {
        if (watched) {
          tables.journal.remove(tables.unwatched, key);
        } else {
          tables.journal.put(tables.unwatched, key, true);
        }
      }
    }
  }

  @Override
  public int count(ServerName observers, int most) {
    return (int)
        stores.tables().presenceLists.keySet().stream()
            .filter(key -> key.observer().server().equals(observers))
            .limit(most)
            .count();
  }

  @Override
  public boolean isAccepted(UserId observer, UserId observed) {
    PresenceListEntry entry = stores.tables().presenceLists.get(new ListKey(observer, observed));
    return entry != null && entry.accepted();
  }
}
