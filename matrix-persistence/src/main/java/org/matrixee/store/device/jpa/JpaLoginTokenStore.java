package org.matrixee.store.device.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.store.device.LoginTokenStore;
import org.matrixee.store.jpa.Database;

/** Tokens that are good for one login, in the table {@code login_token}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaLoginTokenStore implements LoginTokenStore {
  private Database database;

  @Inject
  JpaLoginTokenStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaLoginTokenStore() {}

  @Override
  public void create(String hash, UserId user, long expiresTs) {
    LoginTokenEntity token = new LoginTokenEntity();
    token.hash = hash;
    token.userId = user.value();
    token.expiresTs = expiresTs;
    database.entities().persist(token);
  }

  @Override
  public Optional<UserId> take(String hash, long nowTs) {
    @Nullable LoginTokenEntity token = database.entities().find(LoginTokenEntity.class, hash);
    if (token == null || delete(List.of(hash)) == 0 || token.expiresTs <= nowTs) {
      return Optional.empty();
    }
    return Optional.of(new UserId(token.userId));
  }

  private int delete(List<String> hashes) {
    return database
        .entities()
        .createQuery("delete from LoginTokenEntity t where t.hash in :hashes")
        .setParameter("hashes", hashes)
        .executeUpdate();
  }

  @Override
  public void deleteOf(UserId user) {
    database
        .entities()
        .createQuery("delete from LoginTokenEntity t where t.userId = :user")
        .setParameter("user", user.value())
        .executeUpdate();
  }

  @Override
  public int deleteExpired(long nowTs, int limit) {
    List<String> over =
        database
            .entities()
            .createQuery(
                "select t.hash from LoginTokenEntity t where t.expiresTs <= :now", String.class)
            .setParameter("now", nowTs)
            .setMaxResults(limit)
            .getResultList();
    return over.isEmpty() ? 0 : delete(over);
  }
}
