package org.matrixee.store.account.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.store.account.ClientTransactionStore;
import org.matrixee.store.account.RequestAnswers;
import org.matrixee.store.jpa.AnswerRows;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.RequestKey;
import org.matrixee.store.jpa.SqlDialect;
import org.matrixee.store.jpa.WriteBatch;

/** Finished requests in the table {@code client_transaction}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaClientTransactionStore implements ClientTransactionStore {
  private Database database;

  @Inject
  JpaClientTransactionStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaClientTransactionStore() {}

  @Override
  public Map<TransactionKey, RoomOutcome> recall(Collection<TransactionKey> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    Map<RequestKey, TransactionKey> byRequest = new HashMap<>();
    keys.forEach(key -> byRequest.put(RequestKey.of(key), key));
    return database.sql(
        connection -> {
          Map<TransactionKey, RoomOutcome> found = new HashMap<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select request_key, room_id, event_id, alias from client_transaction"
                      + " where request_key = any(?) and room_id is not null")) {
            List<byte[]> wanted = byRequest.keySet().stream().map(RequestKey::sharedBytes).toList();
            statement.setArray(1, Database.byteKeys(connection, wanted));
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                TransactionKey key = byRequest.get(RequestKey.ofOwned(row.getBytes(1)));
                if (key != null) {
                  found.put(key, outcome(row));
                }
              }
            }
          }
          return found;
        });
  }

  private static RoomOutcome outcome(ResultSet row) throws SQLException {
    String event = row.getString(3);
    String alias = row.getString(4);
    return new RoomOutcome(
        new RoomId(row.getString(2)),
        event == null ? null : new EventId(event),
        alias == null ? null : new RoomAlias(alias));
  }

  @Override
  public void remember(RequestAnswers answers) {
    WriteBatch batch = new WriteBatch();
    AnswerRows.addTo(batch, answers);
    batch.write(database);
  }

  @Override
  public boolean begin(TransactionKey key, long ts) {
    SqlDialect dialect = database.dialect();
    return database.sql(
        connection ->
            dialect.insertIfAbsent(
                connection,
                "insert into client_transaction (request_key, created_ts) values (?, ?)",
                RequestKey.of(key).sharedBytes(),
                ts));
  }

  @Override
  public int forgetBefore(long ts, int limit) {
    return database.sql(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement(
                  "delete from client_transaction where request_key in"
                      + " (select request_key from client_transaction where created_ts < ?"
                      + " limit ?)")) {
            delete.setLong(1, ts);
            delete.setInt(2, limit);
            return delete.executeUpdate();
          }
        });
  }
}
