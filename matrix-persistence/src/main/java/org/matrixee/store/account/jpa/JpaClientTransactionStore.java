package org.matrixee.store.account.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.store.account.ClientTransactionStore;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.TableWriter;

/** Finished requests in the table {@code client_transaction}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaClientTransactionStore implements ClientTransactionStore {
  private static final int KEY_LENGTH = 32;

  private static final TableWriter TRANSACTIONS =
      TableWriter.inserting(
          "client_transaction",
          Column.bytes("request_key"),
          Column.bigint("created_ts"),
          Column.text("room_id"),
          Column.text("event_id"),
          Column.text("alias"));

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
    Map<ByteBuffer, TransactionKey> byBytes = new HashMap<>();
    keys.forEach(key -> byBytes.put(bytes(key), key));
    return database.sql(
        connection -> {
          Map<TransactionKey, RoomOutcome> found = new HashMap<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select request_key, room_id, event_id, alias from client_transaction"
                      + " where request_key = any(?)")) {
            byte[][] wanted =
                byBytes.keySet().stream().map(ByteBuffer::array).toArray(byte[][]::new);
            statement.setArray(1, connection.createArrayOf("bytea", wanted));
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                TransactionKey key = byBytes.get(ByteBuffer.wrap(row.getBytes(1)));
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
  public void remember(Map<TransactionKey, RoomOutcome> outcomes, long nowTs) {
    // In the order of keys, so that two transactions never wait for each other in a ring.
    TreeMap<ByteBuffer, @Nullable Object[]> rows = new TreeMap<>();
    outcomes.forEach(
        (key, outcome) -> {
          ByteBuffer bytes = bytes(key);
          EventId event = outcome.event();
          RoomAlias alias = outcome.alias();
          rows.put(
              bytes,
              new @Nullable Object[] {
                bytes.array(),
                nowTs,
                outcome.room().value(),
                event == null ? null : event.value(),
                alias == null ? null : alias.value()
              });
        });
    TRANSACTIONS.write(database, List.copyOf(rows.values()));
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

  /**
   * The key of fixed length. The token comes first, so that one client's requests are neighbours in
   * the index: wholly random keys would touch a page of it for each event.
   */
  private static ByteBuffer bytes(TransactionKey key) {
    byte[] path = key.path().getBytes(StandardCharsets.UTF_8);
    MessageDigest sha256 = sha256();
    // The length keeps path and id apart.
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, path.length));
    sha256.update(path);
    byte[] hash = sha256.digest(key.transactionId().getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.allocate(KEY_LENGTH);
    bytes.putLong(key.tokenNid()).put(hash, 0, KEY_LENGTH - Long.BYTES);
    return bytes.flip();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
