package org.matrixee.store.memory;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  @Override
  public boolean isAccepted(UserId observer, UserId observed) {
    PresenceListEntry entry = stores.tables().presenceLists.get(new ListKey(observer, observed));
    return entry != null && entry.accepted();
  }
}
