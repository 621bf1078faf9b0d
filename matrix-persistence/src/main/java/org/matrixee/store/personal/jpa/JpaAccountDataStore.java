package org.matrixee.store.personal.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.TableWriter;
import org.matrixee.store.personal.AccountDataStore;

/** Account data in the table {@code account_data}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaAccountDataStore implements AccountDataStore {
  private static final TableWriter ROWS =
      TableWriter.replacing(
          "account_data",
          3,
          Column.text("user_id"),
          Column.bigint("room_nid"),
          Column.text("type"),
          Column.bigint("stream_pos"),
          Column.bytes("content"));

  private Database database;

  @Inject
  JpaAccountDataStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaAccountDataStore() {}

  @Override
  public void put(UserId user, AccountDatum datum) {
    ROWS.write(
        database,
        List.<@Nullable Object[]>of(
            new Object[] {
              user.value(),
              datum.roomNid(),
              datum.type(),
              datum.position(),
              datum.content().sharedBytes()
            }));
  }

  @Override
  public Optional<AccountDatum> find(UserId user, long roomNid, String type) {
    @Nullable AccountDataEntity row =
        database
            .entities()
            .find(AccountDataEntity.class, new AccountDataEntity.Key(user.value(), roomNid, type));
    return Optional.ofNullable(row).map(JpaAccountDataStore::datum);
  }

  @Override
  public Optional<AccountDatum> findForChange(UserId user, long roomNid, String type) {
    // The account's row is the lock: a piece of data that is not there yet has none.
    database.sql(
        connection -> {
          try (PreparedStatement lock =
              connection.prepareStatement(
                  "select user_id from account where user_id = ? for update")) {
            lock.setString(1, user.value());
            return lock.execute();
          }
        });
    return find(user, roomNid, type);
  }

  @Override
  public List<AccountDatum> changed(UserId user, long after, long upTo) {
    return database
        .entities()
        .createQuery(
            "select d from AccountDataEntity d where d.userId = :user"
                + " and d.streamPos > :after and d.streamPos <= :upTo order by d.streamPos",
            AccountDataEntity.class)
        .setParameter("user", user.value())
        .setParameter("after", after)
        .setParameter("upTo", upTo)
        .getResultStream()
        .map(JpaAccountDataStore::datum)
        .toList();
  }

  private static AccountDatum datum(AccountDataEntity row) {
    return new AccountDatum(
        row.roomNid, row.type, row.streamPos, JsonText.ofOwned(row.content.clone()));
  }
}
