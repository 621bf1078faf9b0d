package org.matrixee.store.account.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.SqlDialect;

/** Accounts in the table {@code account}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaAccountStore implements AccountStore {
  private Database database;

  @Inject
  JpaAccountStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaAccountStore() {}

  @Override
  public boolean create(Account account) {
    SqlDialect dialect = database.dialect();
    return database.sql(
        connection ->
            dialect.insertIfAbsent(
                connection,
                "insert into account (user_id, password_hash, display_name, avatar_url, admin,"
                    + " created_ts) values (?, ?, ?, ?, ?, ?)",
                account.user().value(),
                account.passwordHash(),
                account.displayName(),
                account.avatarUrl(),
                account.admin(),
                account.createdTs()));
  }

  @Override
  public Optional<Account> find(UserId user) {
    return entity(user).map(JpaAccountStore::account);
  }

  @Override
  public Map<UserId, Account> findAll(Collection<UserId> users) {
    Map<UserId, Account> found = new HashMap<>();
    if (!users.isEmpty()) {
      database
          .entities()
          .createQuery(
              "select a from AccountEntity a where a.userId in :users", AccountEntity.class)
          .setParameter("users", users.stream().map(UserId::value).toList())
          .getResultList()
          .forEach(entity -> found.put(new UserId(entity.userId), account(entity)));
    }
    return found;
  }

  private static Account account(AccountEntity entity) {
    return new Account(
        new UserId(entity.userId),
        entity.passwordHash,
        entity.displayName,
        entity.avatarUrl,
        entity.admin,
        entity.createdTs);
  }

  @Override
  public boolean setDisplayName(UserId user, @Nullable String displayName) {
    Optional<AccountEntity> found = entity(user);
    found.ifPresent(entity -> entity.displayName = displayName);
    return found.isPresent();
  }

  @Override
  public boolean setPasswordHash(UserId user, @Nullable String passwordHash) {
    Optional<AccountEntity> found = entity(user);
    found.ifPresent(entity -> entity.passwordHash = passwordHash);
    return found.isPresent();
  }

  @Override
  public boolean setAvatarUrl(UserId user, @Nullable String avatarUrl) {
    Optional<AccountEntity> found = entity(user);
    found.ifPresent(entity -> entity.avatarUrl = avatarUrl);
    return found.isPresent();
  }

  private Optional<AccountEntity> entity(UserId user) {
    return Optional.ofNullable(database.entities().find(AccountEntity.class, user.value()));
  }
}
