package org.matrixee.store.device.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.store.device.OpenIdTokenStore;
import org.matrixee.store.jpa.Database;

/** Tokens that tell other services who their owner is, in the table {@code openid_token}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaOpenIdTokenStore implements OpenIdTokenStore {
  private Database database;

  @Inject
  JpaOpenIdTokenStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaOpenIdTokenStore() {}

  @Override
  public void create(String hash, UserId user, long expiresTs) {
    OpenIdTokenEntity token = new OpenIdTokenEntity();
    token.hash = hash;
    token.userId = user.value();
    token.expiresTs = expiresTs;
    database.entities().persist(token);
  }

  @Override
  public Optional<UserId> findOwner(String hash, long nowTs) {
    @Nullable OpenIdTokenEntity token = database.entities().find(OpenIdTokenEntity.class, hash);
    return token == null || token.expiresTs <= nowTs
        ? Optional.empty()
        : Optional.of(new UserId(token.userId));
  }

  private int delete(List<String> hashes) {
    return database
        .entities()
        .createQuery("delete from OpenIdTokenEntity t where t.hash in :hashes")
        .setParameter("hashes", hashes)
        .executeUpdate();
  }

  @Override
  public void deleteOf(UserId user) {
    database
        .entities()
        .createQuery("delete from OpenIdTokenEntity t where t.userId = :user")
        .setParameter("user", user.value())
        .executeUpdate();
  }

  @Override
  public int deleteExpired(long nowTs, int limit) {
    List<String> over =
        database
            .entities()
            .createQuery(
                "select t.hash from OpenIdTokenEntity t where t.expiresTs <= :now", String.class)
            .setParameter("now", nowTs)
            .setMaxResults(limit)
            .getResultList();
    return over.isEmpty() ? 0 : delete(over);
  }
}
