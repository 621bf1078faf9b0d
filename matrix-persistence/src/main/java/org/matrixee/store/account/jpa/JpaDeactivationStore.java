package org.matrixee.store.account.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
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
                "insert into account_deactivation (user_id, erase, rooms_left,"
                    + " deactivated_ts) values (?, ?, false, ?)",
                user.value(),
                erase,
                nowTs));
  }

  @Override
  public List<UserId> findStaying(int limit) {
    return database
        .entities()
        .createQuery(
            "select d.userId from AccountDeactivationEntity d where d.roomsLeft = false"
                + " order by d.deactivatedTs, d.userId",
            String.class)
        .setMaxResults(limit)
        .getResultStream()
        .map(UserId::new)
        .toList();
  }

  @Override
  public void noteLeft(UserId user) {
    database
        .entities()
        .createQuery(
            "update AccountDeactivationEntity d set d.roomsLeft = true where d.userId = :user")
        .setParameter("user", user.value())
        .executeUpdate();
  }
}
