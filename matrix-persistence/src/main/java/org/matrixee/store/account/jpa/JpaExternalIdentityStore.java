package org.matrixee.store.account.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.matrixee.model.account.ExternalIdentity;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.ExternalIdentityStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.SqlDialect;

/** Links in the table {@code external_identity}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaExternalIdentityStore implements ExternalIdentityStore {
  private Database database;

  @Inject
  JpaExternalIdentityStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaExternalIdentityStore() {}

  @Override
  public Optional<UserId> findOwner(ExternalIdentity identity) {
    return database
        .entities()
        .createQuery(
            "select e.userId from ExternalIdentityEntity e"
                + " where e.issuer = :issuer and e.subject = :subject",
            String.class)
        .setParameter("issuer", identity.issuer())
        .setParameter("subject", identity.subject())
        .getResultStream()
        .findFirst()
        .map(UserId::new);
  }

  @Override
  public boolean link(ExternalIdentity identity, UserId user, long nowTs) {
    SqlDialect dialect = database.dialect();
    return database.sql(
        connection ->
            dialect.insertIfAbsent(
                connection,
                "insert into external_identity (issuer, subject, user_id, created_ts)"
                    + " values (?, ?, ?, ?)",
                identity.issuer(),
                identity.subject(),
                user.value(),
                nowTs));
  }

  @Override
  public Set<ExternalIdentity> findAll(UserId user) {
    return database
        .entities()
        .createQuery(
            "select e from ExternalIdentityEntity e where e.userId = :user",
            ExternalIdentityEntity.class)
        .setParameter("user", user.value())
        .getResultStream()
        .map(entity -> new ExternalIdentity(entity.issuer, entity.subject))
        .collect(Collectors.toUnmodifiableSet());
  }
}
