package org.matrixee.store.federation.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.matrixee.model.id.KeyId;
import org.matrixee.store.federation.SigningKeyStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.SqlDialect;

/** The key in use, in the table {@code signing_key}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaSigningKeyStore implements SigningKeyStore {
  private Database database;

  @Inject
  JpaSigningKeyStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaSigningKeyStore() {}

  @Override
  public Optional<SigningKey> find() {
    return database
        .entities()
        .createQuery(
            "select k.keyId, k.seed from SigningKeyEntity k where k.inUse = true", Tuple.class)
        .getResultStream()
        .findFirst()
        .map(row -> new SigningKey(new KeyId(row.get(0, String.class)), row.get(1, String.class)));
  }

  @Override
  public void retire(long nowTs) {
    database
        .entities()
        .createQuery(
            "update SigningKeyEntity k set k.inUse = null, k.retiredTs = :now"
                + " where k.inUse = true")
        .setParameter("now", nowTs)
        .executeUpdate();
  }

  @Override
  public List<RetiredKey> retired() {
    return database
        .entities()
        .createQuery(
            "select k.keyId, k.seed, k.retiredTs from SigningKeyEntity k"
                + " where k.retiredTs is not null order by k.retiredTs desc, k.keyId",
            Tuple.class)
        .getResultStream()
        .map(
            row ->
                new RetiredKey(
                    new SigningKey(new KeyId(row.get(0, String.class)), row.get(1, String.class)),
                    row.get(2, Long.class)))
        .toList();
  }

  @Override
  public boolean create(SigningKey key, long nowTs) {
    SqlDialect dialect = database.dialect();
    return database.sql(
        connection ->
            dialect.insertIfAbsent(
                connection,
                "insert into signing_key (key_id, seed, created_ts, in_use)"
                    + " values (?, ?, ?, true)",
                key.id().value(),
                key.seed(),
                nowTs));
  }
}
