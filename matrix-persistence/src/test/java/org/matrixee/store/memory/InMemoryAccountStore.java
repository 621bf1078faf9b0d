package org.matrixee.store.memory;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.matrixee.model.account.Account;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.AccountStore;

/** Accounts in memory. */
final class InMemoryAccountStore implements AccountStore {
  private final InMemoryStores stores;

  InMemoryAccountStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public boolean create(Account account) {
    if (find(account.user()).isPresent()) {
      return false;
    }
    stores.tables().journal.put(stores.tables().accounts, account.user(), account);
    return true;
  }

  @Override
  public Optional<Account> find(UserId user) {
    return Optional.ofNullable(stores.tables().accounts.get(user));
  }

  @Override
  public Map<UserId, Account> findAll(Collection<UserId> users) {
    Map<UserId, Account> found = new HashMap<>();
    users.forEach(user -> find(user).ifPresent(account -> found.put(user, account)));
    return found;
  }

  @Override
  public boolean setDisplayName(UserId user, String displayName) {
    return change(
        user,
        old ->
            new Account(
                user,
                old.passwordHash(),
                displayName,
                old.avatarUrl(),
                old.admin(),
                old.createdTs()));
  }

  @Override
  public boolean setPasswordHash(UserId user, String passwordHash) {
    return change(
        user,
        old ->
            new Account(
                user,
                passwordHash,
                old.displayName(),
                old.avatarUrl(),
                old.admin(),
                old.createdTs()));
  }

  @Override
  public boolean setAvatarUrl(UserId user, String avatarUrl) {
    return change(
        user,
        old ->
            new Account(
                user,
                old.passwordHash(),
                old.displayName(),
                avatarUrl,
                old.admin(),
                old.createdTs()));
  }

  private boolean change(UserId user, UnaryOperator<Account> change) {
    Optional<Account> found = find(user);
    found.ifPresent(
        old -> stores.tables().journal.put(stores.tables().accounts, user, change.apply(old)));
    return found.isPresent();
  }
}
