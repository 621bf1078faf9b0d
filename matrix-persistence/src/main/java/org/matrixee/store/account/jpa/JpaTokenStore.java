package org.matrixee.store.account.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.matrixee.model.account.Requester;
import org.matrixee.model.device.IssuedToken;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.TokenStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.NidAllocator;

/** Access tokens in the table {@code access_token}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaTokenStore implements TokenStore {
  private static final String OLDER = " t.deviceNid = :device and t.generation < :generation";
  private static final String YOUNGER = " t.deviceNid = :device and t.generation > :generation";

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
  public void create(NewToken made) {
    AccessTokenEntity token = new AccessTokenEntity();
    token.nid = nids.take(1)[0];
    token.userId = made.user().value();
    token.hash = made.hash();
    token.createdTs = made.createdTs();
    token.deviceNid = made.deviceNid();
    token.expiresTs = made.expiresTs();
    token.generation = made.generation();
    database.entities().persist(token);
  }

  /** The device must be there: a token written while its device ended is nobody's. */
  @Override
  public Optional<IssuedToken> find(String hash) {
    return database
        .entities()
        .createQuery(
            "select t.userId, t.deviceNid, coalesce(a.admin, false), d.deviceId, t.expiresTs,"
                + " t.generation from AccessTokenEntity t"
                + " join DeviceEntity d on d.nid = t.deviceNid"
                + " left join AccountEntity a on a.userId = t.userId where t.hash = :hash",
            Tuple.class)
        .setParameter("hash", hash)
        .getResultStream()
        .findFirst()
        .map(JpaTokenStore::token);
  }

  private static IssuedToken token(Tuple row) {
    return new IssuedToken(
        new Requester(
            new UserId(row.get(0, String.class)),
            row.get(1, Long.class),
            row.get(2, Boolean.class),
            new DeviceId(row.get(3, String.class))),
        row.get(4, Long.class),
        row.get(5, Integer.class));
  }

  @Override
  public List<String> deleteOf(Collection<Long> deviceNids) {
    return deviceNids.isEmpty()
        ? List.of()
        : delete(" t.deviceNid in :devices", Map.of("devices", deviceNids));
  }

  @Override
  public List<String> deleteBefore(long deviceNid, int generation) {
    return delete(OLDER, Map.of("device", deviceNid, "generation", generation));
  }

  @Override
  public List<String> deleteAfter(long deviceNid, int generation) {
    return delete(YOUNGER, Map.of("device", deviceNid, "generation", generation));
  }

  private List<String> delete(String condition, Map<String, Object> parameters) {
    var find =
        database
            .entities()
            .createQuery("select t.hash from AccessTokenEntity t where" + condition, String.class);
    parameters.forEach(find::setParameter);
    List<String> hashes = find.getResultList();
    if (!hashes.isEmpty()) {
      database
          .entities()
          .createQuery("delete from AccessTokenEntity t where t.hash in :hashes")
          .setParameter("hashes", hashes)
          .executeUpdate();
    }
    return hashes;
  }
}
