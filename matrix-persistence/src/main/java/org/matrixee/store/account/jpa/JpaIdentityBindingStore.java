package org.matrixee.store.account.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import org.matrixee.model.account.IdentityBinding;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.IdentityBindingStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.NidAllocator;

/** Links on their way in the table {@code identity_binding}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaIdentityBindingStore implements IdentityBindingStore {
  private static final int MOST_DOUBLINGS = 30;

  private Database database;
  private NidAllocator nids;

  @Inject
  JpaIdentityBindingStore(Database database, NidAllocator nids) {
    this.database = database;
    this.nids = nids;
  }

  /** For the container's proxy. */
  protected JpaIdentityBindingStore() {}

  @Override
  public void add(IdentityBinding binding) {
    IdentityBindingEntity entity = new IdentityBindingEntity();
    entity.nid = nids.take(1)[0];
    entity.userId = binding.user().value();
    entity.idServer = binding.server();
    entity.sid = binding.sid();
    entity.clientSecret = binding.clientSecret();
    entity.createdTs = binding.createdTs();
    entity.retryTs = binding.createdTs();
    database.entities().persist(entity);
  }

  @Override
  public List<Due> take(long nowTs, int limit, long firstDelayMs, long longestDelayMs) {
    List<IdentityBindingEntity> entities =
        database
            .entities()
            .createQuery(
                "select b from IdentityBindingEntity b where b.retryTs <= :now"
                    + " order by b.retryTs, b.nid",
                IdentityBindingEntity.class)
            .setParameter("now", nowTs)
            .setMaxResults(limit)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList();
    List<Due> due = new ArrayList<>(entities.size());
    for (IdentityBindingEntity entity : entities) {
      long delay = firstDelayMs << Math.min(entity.tries, MOST_DOUBLINGS);
      entity.retryTs = nowTs + Math.min(delay, longestDelayMs);
      entity.tries++;
      due.add(new Due(entity.nid, binding(entity), entity.tries));
    }
    return due;
  }

  private static IdentityBinding binding(IdentityBindingEntity entity) {
    return new IdentityBinding(
        new UserId(entity.userId),
        entity.idServer,
        entity.sid,
        entity.clientSecret,
        entity.createdTs);
  }

  @Override
  public void delete(long nid) {
    database
        .entities()
        .createQuery("delete from IdentityBindingEntity b where b.nid = :nid")
        .setParameter("nid", nid)
        .executeUpdate();
  }
}
