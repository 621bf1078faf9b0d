package org.matrixee.store.account.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.EmailProof;
import org.matrixee.model.account.EmailProofPurpose;
import org.matrixee.store.account.EmailProofStore;
import org.matrixee.store.jpa.Database;

/** Addresses that people are about to prove, in the table {@code email_proof}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaEmailProofStore implements EmailProofStore {
  private static final String ALL = "select p from EmailProofEntity p where ";

  private Database database;

  @Inject
  JpaEmailProofStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaEmailProofStore() {}

  @Override
  public boolean create(EmailProof proof) {
    return database.sql(
        connection ->
            database
                .dialect()
                .insertIfAbsent(
                    connection,
                    "insert into email_proof (sid, purpose, address, secret_hash, attempt,"
                        + " token_hash, next_link, validated_ts, expires_ts)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    proof.sid(),
                    name(proof.purpose()),
                    proof.address().value(),
                    proof.secretHash(),
                    proof.attempt(),
                    proof.tokenHash(),
                    proof.nextLink(),
                    proof.validatedTs(),
                    proof.expiresTs()));
  }

  private static String name(EmailProofPurpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Optional<EmailProof> find(
      EmailProofPurpose purpose, EmailAddress address, String secretHash) {
    return database
        .entities()
        .createQuery(
            ALL + "p.purpose = :purpose and p.address = :address and p.secretHash = :secret",
            EmailProofEntity.class)
        .setParameter("purpose", name(purpose))
        .setParameter("address", address.value())
        .setParameter("secret", secretHash)
        .getResultStream()
        .findFirst()
        .map(JpaEmailProofStore::proof);
  }

  @Override
  public Optional<EmailProof> findBySid(String sid) {
    return one(ALL + "p.sid = :value", sid);
  }

  @Override
  public Optional<EmailProof> findByToken(String tokenHash) {
    return one(ALL + "p.tokenHash = :value", tokenHash);
  }

  private Optional<EmailProof> one(String query, String value) {
    return database
        .entities()
        .createQuery(query, EmailProofEntity.class)
        .setParameter("value", value)
        .getResultStream()
        .findFirst()
        .map(JpaEmailProofStore::proof);
  }

  private static EmailProof proof(EmailProofEntity entity) {
    return new EmailProof(
        entity.sid,
        EmailProofPurpose.valueOf(entity.purpose.toUpperCase(Locale.ROOT)),
        new EmailAddress(entity.address),
        entity.secretHash,
        entity.attempt,
        entity.tokenHash,
        entity.nextLink,
        entity.validatedTs,
        entity.expiresTs);
  }

  @Override
  public boolean remind(
      String sid,
      long before,
      long attempt,
      @Nullable String tokenHash,
      @Nullable String nextLink) {
    return database
            .entities()
            .createQuery(
                "update EmailProofEntity p set p.attempt = :attempt, p.tokenHash = :token,"
                    + " p.nextLink = :next where p.sid = :sid and p.attempt = :before")
            .setParameter("attempt", attempt)
            .setParameter("token", tokenHash)
            .setParameter("next", nextLink)
            .setParameter("sid", sid)
            .setParameter("before", before)
            .executeUpdate()
        == 1;
  }

  @Override
  public void validate(String tokenHash, long nowTs) {
    database
        .entities()
        .createQuery(
            "update EmailProofEntity p set p.validatedTs = :now"
                + " where p.tokenHash = :token and p.validatedTs is null")
        .setParameter("now", nowTs)
        .setParameter("token", tokenHash)
        .executeUpdate();
  }

  @Override
  public boolean delete(String sid) {
    return delete(List.of(sid)) == 1;
  }

  private int delete(List<String> sids) {
    return database
        .entities()
        .createQuery("delete from EmailProofEntity p where p.sid in :sids")
        .setParameter("sids", sids)
        .executeUpdate();
  }

  @Override
  public int deleteExpired(long nowTs, int limit) {
    List<String> over =
        database
            .entities()
            .createQuery(
                "select p.sid from EmailProofEntity p where p.expiresTs <= :now", String.class)
            .setParameter("now", nowTs)
            .setMaxResults(limit)
            .getResultList();
    return over.isEmpty() ? 0 : delete(over);
  }
}
