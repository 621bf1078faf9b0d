package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.matrixee.model.account.Account;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.model.room.Membership;
import org.matrixee.store.presence.PresenceAudience;
import org.matrixee.store.presence.PresenceChange;
import org.matrixee.store.presence.PresenceStore;
import org.matrixee.store.presence.StoredPresence;

/** Presence in memory. */
final class InMemoryPresenceStore implements PresenceStore {
  private final InMemoryStores stores;

  InMemoryPresenceStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void save(List<StoredPresence> presences) {
    Tables tables = stores.tables();
    presences.forEach(stored -> tables.journal.put(tables.presences, stored.user(), stored));
  }

  @Override
  public Map<UserId, Presence> find(Collection<UserId> users) {
    Map<UserId, Presence> found = new HashMap<>();
    for (UserId user : users) {
      StoredPresence stored = stores.tables().presences.get(user);
      if (stored != null) {
        found.put(user, stored.presence());
      }
    }
    return found;
  }

  @Override
  public List<StoredPresence> awake() {
    return stores.tables().presences.values().stream()
        .filter(stored -> !stored.presence().isOffline())
        .toList();
  }

  @Override
  public long maxPosition() {
    return stores.tables().presences.values().stream()
        .mapToLong(StoredPresence::position)
        .max()
        .orElse(0);
  }

  @Override
  public List<UserPresence> all(PresenceAudience audience) {
    return members(audience).stream()
        .sorted(comparing(UserId::value))
        .map(user -> shown(user, stores.tables().presences.get(user)))
        .toList();
  }

  @Override
  public List<PresenceChange> changes(PresenceAudience audience, long after, int limit) {
    return members(audience).stream()
        .map(user -> stores.tables().presences.get(user))
        .filter(Objects::nonNull)
        .filter(stored -> stored.position() > after)
        .sorted(comparing(StoredPresence::position))
        .limit(limit)
        .map(stored -> new PresenceChange(shown(stored.user(), stored), stored.position()))
        .toList();
  }

  private Set<UserId> members(PresenceAudience audience) {
    Tables tables = stores.tables();
    Set<UserId> users = new HashSet<>(audience.users());
    users.retainAll(tables.accounts.keySet());
    tables.memberships.forEach(
        (key, row) -> {
          if (row.membership() == Membership.JOIN && audience.rooms().contains(key.roomNid())) {
            users.add(row.user());
          }
        });
    return users;
  }

  private UserPresence shown(UserId user, StoredPresence stored) {
    Account account = stores.tables().accounts.get(user);
    return new UserPresence(
        user,
        stored == null ? Presence.NEVER : stored.presence(),
        account == null ? null : account.displayName(),
        account == null ? null : account.avatarUrl());
  }
}
