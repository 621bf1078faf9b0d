package org.matrixee.store.account.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.stream.Collectors;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.SuspensionStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.SqlDialect;

/** Suspensions in the table {@code account_suspension}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaSuspensionStore implements SuspensionStore {
  private Database database;

  @Inject
  JpaSuspensionStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaSuspensionStore() {}

  @Override
  public Set<UserId> all() {
    return database
        .entities()
        .createQuery("select s.userId from AccountSuspensionEntity s", String.class)
        .getResultStream()
        .map(UserId::new)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean suspend(UserId user, UserId by, long nowTs) {
    SqlDialect dialect = database.dialect();
    return database.sql(
        connection ->
            dialect.insertIfAbsent(
                connection,
                "insert into account_suspension (user_id, suspended_by, suspended_ts)"
                    + " values (?, ?, ?)",
                user.value(),
                by.value(),
                nowTs));
  }

  @Override
  public boolean lift(UserId user) {
    return database
            .entities()
            .createQuery("delete from AccountSuspensionEntity s where s.userId = :user")
            .setParameter("user", user.value())
            .executeUpdate()
        > 0;
  }
}
