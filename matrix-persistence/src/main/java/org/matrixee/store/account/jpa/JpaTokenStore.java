package org.matrixee.store.account.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.TokenStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.NidAllocator;

/** Access tokens in the table {@code access_token}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaTokenStore implements TokenStore {
  private Database database;
  private NidAllocator nids;

  @Inject
  JpaTokenStore(Database database, NidAllocator nids) {
    this.database = database;
    this.nids = nids;
  }

  /** For the container's proxy. */
  protected JpaTokenStore() {}

  @Override
  public long create(UserId user, String hash, long createdTs) {
    AccessTokenEntity token = new AccessTokenEntity();
    token.nid = nids.take(1)[0];
    token.userId = user.value();
    token.hash = hash;
    token.createdTs = createdTs;
    database.entities().persist(token);
    return token.nid;
  }

  @Override
  public Optional<Requester> find(String hash) {
    return database
        .entities()
        .createQuery(
            "select t.userId, t.nid, coalesce(a.admin, false) from AccessTokenEntity t"
                + " left join AccountEntity a on a.userId = t.userId where t.hash = :hash",
            Tuple.class)
        .setParameter("hash", hash)
        .getResultStream()
        .findFirst()
        .map(
            row ->
                new Requester(
                    new UserId(row.get(0, String.class)),
                    row.get(1, Long.class),
                    row.get(2, Boolean.class)));
  }

  @Override
  public boolean delete(String hash) {
    return database
            .entities()
            .createQuery("delete from AccessTokenEntity t where t.hash = :hash")
            .setParameter("hash", hash)
            .executeUpdate()
        > 0;
  }
}
