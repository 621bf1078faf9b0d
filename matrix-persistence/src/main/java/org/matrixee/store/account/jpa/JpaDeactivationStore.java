package org.matrixee.store.account.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.DeactivationStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.SqlDialect;

/** Accounts given up, in the table {@code account_deactivation}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaDeactivationStore implements DeactivationStore {
  private Database database;

  @Inject
  JpaDeactivationStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaDeactivationStore() {}

  @Override
  public boolean isDeactivated(UserId user) {
    return database
            .entities()
            .createQuery(
                "select count(*) from AccountDeactivationEntity d where d.userId = :user",
                Long.class)
            .setParameter("user", user.value())
            .getSingleResult()
        > 0;
  }

  @Override
  public boolean deactivate(UserId user, boolean erase, long nowTs) {
    SqlDialect dialect = database.dialect();
    return database.sql(
        connection ->
            dialect.insertIfAbsent(
                connection,
                "insert into account_deactivation (user_id, erase, deactivated_ts)"
                    + " values (?, ?, ?)",
                user.value(),
                erase,
                nowTs));
  }
}
