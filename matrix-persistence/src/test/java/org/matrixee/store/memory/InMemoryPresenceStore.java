package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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
  public void saveOfOthers(List<PresenceChange> presences) {
    Tables tables = stores.tables();
    for (PresenceChange change : presences) {
      UserPresence shown = change.shown();
      tables.journal.put(
          tables.presences,
          shown.user(),
          new StoredPresence(shown.user(), shown.presence(), change.position()));
      tables.journal.put(tables.presencesOfOthers, shown.user(), shown);
    }
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
    return ours().filter(stored -> !stored.presence().isOffline()).toList();
  }

  private Stream<StoredPresence> ours() {
    Tables tables = stores.tables();
    return tables.presences.values().stream()
        .filter(stored -> !tables.presencesOfOthers.containsKey(stored.user()));
  }

  @Override
  public List<UserPresence> ofOurs(long after, int limit) {
    return ours()
        .filter(stored -> !stored.presence().isOffline() || stored.position() > after)
        .sorted(comparing(StoredPresence::position).reversed())
        .limit(limit)
        .map(stored -> shown(stored.user(), stored))
        .toList();
  }

  @Override
  public List<UserId> knownOfOthers() {
    return stores.tables().presencesOfOthers.values().stream()
        .filter(shown -> !shown.equals(new UserPresence(shown.user(), Presence.NEVER, null, null)))
        .map(UserPresence::user)
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
    users.removeIf(
        user -> !tables.accounts.containsKey(user) && !tables.presences.containsKey(user));
    tables.memberships.forEach(
        (key, row) -> {
          if (row.membership() == Membership.JOIN && audience.rooms().contains(key.roomNid())) {
            users.add(row.user());
          }
        });
    return users;
  }

  private UserPresence shown(UserId user, StoredPresence stored) {
    UserPresence other = stores.tables().presencesOfOthers.get(user);
    if (other != null) {
      return other;
    }
    Account account = stores.tables().accounts.get(user);
    return new UserPresence(
        user,
        stored == null ? Presence.NEVER : stored.presence(),
        account == null ? null : account.displayName(),
        account == null ? null : account.avatarUrl());
  }
}
