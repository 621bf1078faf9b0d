package org.matrixee.store.device.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.RefreshToken;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.store.device.RefreshTokenStore;
import org.matrixee.store.jpa.Database;

/** Refresh tokens in the table {@code refresh_token}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaRefreshTokenStore implements RefreshTokenStore {
  private Database database;

  @Inject
  JpaRefreshTokenStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaRefreshTokenStore() {}

  @Override
  public void create(String hash, long deviceNid, int generation, long createdTs) {
    RefreshTokenEntity token = new RefreshTokenEntity();
    token.hash = hash;
    token.deviceNid = deviceNid;
    token.generation = generation;
    token.createdTs = createdTs;
    database.entities().persist(token);
  }

  @Override
  public Optional<RefreshToken> findForUse(String hash) {
    @Nullable RefreshTokenEntity token =
        database.entities().find(RefreshTokenEntity.class, hash, LockModeType.PESSIMISTIC_WRITE);
    @Nullable DeviceEntity device =
        token == null ? null : database.entities().find(DeviceEntity.class, token.deviceNid);
    return token == null || device == null
        ? Optional.empty()
        : Optional.of(
            new RefreshToken(
                new UserId(device.userId),
                new DeviceId(device.deviceId),
                token.deviceNid,
                token.generation));
  }

  @Override
  public void deleteBefore(long deviceNid, int generation) {
    delete(deviceNid, "<", generation);
  }

  @Override
  public void deleteAfter(long deviceNid, int generation) {
    delete(deviceNid, ">", generation);
  }

  private void delete(long deviceNid, String side, int generation) {
    database
        .entities()
        .createQuery(
            "delete from RefreshTokenEntity t where t.deviceNid = :device and t.generation "
                + side
                + " :generation")
        .setParameter("device", deviceNid)
        .setParameter("generation", generation)
        .executeUpdate();
  }

  @Override
  public void deleteOf(Collection<Long> deviceNids) {
    if (!deviceNids.isEmpty()) {
      database
          .entities()
          .createQuery("delete from RefreshTokenEntity t where t.deviceNid in :devices")
          .setParameter("devices", deviceNids)
          .executeUpdate();
    }
  }
}
