package org.matrixee.store.memory;

import java.util.List;
import java.util.Optional;
import org.matrixee.model.account.LoginSession;
import org.matrixee.store.account.LoginSessionStore;

/** Logins under way in memory. */
final class InMemoryLoginSessionStore implements LoginSessionStore {
  private final InMemoryStores stores;

  InMemoryLoginSessionStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void create(LoginSession session) {
    Tables tables = stores.tables();
    tables.journal.put(tables.loginSessions, session.hash(), session);
  }

  @Override
  public Optional<LoginSession> find(String hash) {
    return Optional.ofNullable(stores.tables().loginSessions.get(hash));
  }

  @Override
  public Optional<LoginSession> findByKey(String keyHash) {
    return stores.tables().loginSessions.values().stream()
        .filter(session -> keyHash.equals(session.keyHash()))
        .findFirst();
  }

  @Override
  public boolean replace(LoginSession next) {
    Tables tables = stores.tables();
    boolean there = isThere(next.hash(), next.version() - 1);
    if (there) {
      tables.journal.put(tables.loginSessions, next.hash(), next);
    }
    return there;
  }

  @Override
  public boolean delete(String hash, long version) {
    Tables tables = stores.tables();
    return isThere(hash, version) && tables.journal.remove(tables.loginSessions, hash);
  }

  private boolean isThere(String hash, long version) {
    return find(hash).filter(session -> session.version() == version).isPresent();
  }

  @Override
  public int countFrom(String address, long nowTs) {
    return (int)
        stores.tables().loginSessions.values().stream()
            .filter(session -> session.address().equals(address) && session.expiresTs() > nowTs)
            .count();
  }

  @Override
  public int deleteExpired(long nowTs, int limit) {
    Tables tables = stores.tables();
    List<String> over =
        tables.loginSessions.values().stream()
            .filter(session -> session.expiresTs() <= nowTs)
            .limit(limit)
            .map(LoginSession::hash)
            .toList();
    over.forEach(hash -> tables.journal.remove(tables.loginSessions, hash));
    return over.size();
  }
}
