package org.matrixee.store.account.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.transaction.Transactional;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.account.LoginSession;
import org.matrixee.store.account.LoginSessionStore;
import org.matrixee.store.jpa.Database;

/** Logins under way in the table {@code login_session}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaLoginSessionStore implements LoginSessionStore {
  private Database database;

  @Inject
  JpaLoginSessionStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaLoginSessionStore() {}

  @Override
  public void create(LoginSession session) {
    LoginSessionEntity entity = new LoginSessionEntity();
    entity.sessionHash = session.hash();
    entity.purpose = session.purpose().name().toLowerCase(Locale.ROOT);
    entity.done = String.join(",", session.done());
    entity.state = session.state().toString();
    entity.keyHash = session.keyHash();
    entity.address = session.address();
    entity.createdTs = session.createdTs();
    entity.expiresTs = session.expiresTs();
    entity.version = session.version();
    database.entities().persist(entity);
  }

  @Override
  public Optional<LoginSession> find(String hash) {
    return one("select s from LoginSessionEntity s where s.sessionHash = :value", hash);
  }

  @Override
  public Optional<LoginSession> findByKey(String keyHash) {
    return one("select s from LoginSessionEntity s where s.keyHash = :value", keyHash);
  }

  private Optional<LoginSession> one(String query, String value) {
    return database
        .entities()
        .createQuery(query, LoginSessionEntity.class)
        .setParameter("value", value)
        .getResultStream()
        .findFirst()
        .map(JpaLoginSessionStore::session);
  }

  private static LoginSession session(LoginSessionEntity entity) {
    return new LoginSession(
        entity.sessionHash,
        LoginPurpose.valueOf(entity.purpose.toUpperCase(Locale.ROOT)),
        entity.done.isEmpty() ? List.of() : List.of(entity.done.split(",", -1)),
        json(entity.state),
        entity.keyHash,
        entity.address,
        entity.createdTs,
        entity.expiresTs,
        entity.version);
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  @Override
  public boolean replace(LoginSession next) {
    return database
            .entities()
            .createQuery(
                "update LoginSessionEntity s set s.done = :done, s.state = :state,"
                    + " s.keyHash = :key, s.version = :next"
                    + " where s.sessionHash = :hash and s.version = :before")
            .setParameter("done", String.join(",", next.done()))
            .setParameter("state", next.state().toString())
            .setParameter("key", next.keyHash())
            .setParameter("next", next.version())
            .setParameter("hash", next.hash())
            .setParameter("before", next.version() - 1)
            .executeUpdate()
        == 1;
  }

  @Override
  public boolean delete(String hash, long version) {
    return database
            .entities()
            .createQuery(
                "delete from LoginSessionEntity s"
                    + " where s.sessionHash = :hash and s.version = :version")
            .setParameter("hash", hash)
            .setParameter("version", version)
            .executeUpdate()
        == 1;
  }

  @Override
  public int countFrom(String address, long nowTs) {
    return database
        .entities()
        .createQuery(
            "select count(s) from LoginSessionEntity s"
                + " where s.address = :address and s.expiresTs > :now",
            Long.class)
        .setParameter("address", address)
        .setParameter("now", nowTs)
        .getSingleResult()
        .intValue();
  }

  @Override
  public int deleteExpired(long nowTs, int limit) {
    List<String> over =
        database
            .entities()
            .createQuery(
                "select s.sessionHash from LoginSessionEntity s where s.expiresTs <= :now",
                String.class)
            .setParameter("now", nowTs)
            .setMaxResults(limit)
            .getResultList();
    return over.isEmpty()
        ? 0
        : database
            .entities()
            .createQuery("delete from LoginSessionEntity s where s.sessionHash in :hashes")
            .setParameter("hashes", over)
            .executeUpdate();
  }
}
