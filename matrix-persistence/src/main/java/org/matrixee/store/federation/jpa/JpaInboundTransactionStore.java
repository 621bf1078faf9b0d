package org.matrixee.store.federation.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.federation.InboundTransactionStore;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.TableWriter;

/** Answers in the table {@code inbound_transaction}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaInboundTransactionStore implements InboundTransactionStore {
  private static final TableWriter ANSWERS =
      TableWriter.claiming(
          "inbound_transaction",
          1,
          Column.bytes("request_key"),
          Column.bigint("received_ts"),
          Column.text("origin"),
          Column.bytes("answer"));

  private Database database;

  @Inject
  JpaInboundTransactionStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaInboundTransactionStore() {}

  @Override
  public Optional<JsonText> find(ServerName origin, String transactionId) {
    byte[] key = key(origin, transactionId);
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select answer from inbound_transaction where request_key = ?")) {
            statement.setBytes(1, key);
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(JsonText.ofOwned(row.getBytes(1)))
                  : Optional.<JsonText>empty();
            }
          }
        });
  }

  @Override
  public void remember(ServerName origin, String transactionId, JsonText answer, long ts) {
    byte[] key = key(origin, transactionId);
    List<Object[]> rows = List.of(new Object[][] {{key, ts, origin.value(), answer.sharedBytes()}});
    ANSWERS.write(database, List.copyOf(rows));
  }

  @Override
  public int forgetBefore(long ts, int limit) {
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "delete from inbound_transaction where request_key in (select request_key"
                      + " from inbound_transaction where received_ts < ? limit ?)")) {
            statement.setLong(1, ts);
            statement.setInt(2, limit);
            return statement.executeUpdate();
          }
        });
  }

  /** Of fixed size, whatever another server takes for an ID. */
  private static byte[] key(ServerName origin, String transactionId) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(origin.value().getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
      return sha256.digest(transactionId.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
