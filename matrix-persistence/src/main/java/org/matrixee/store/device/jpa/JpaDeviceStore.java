package org.matrixee.store.device.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.LastSeen;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.store.device.DeviceStore;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.NidAllocator;
import org.matrixee.store.jpa.PlainSql;
import org.matrixee.store.jpa.SqlDialect;

/** Devices in the table {@code device}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaDeviceStore implements DeviceStore {
  private Database database;
  private NidAllocator nids;

  @Inject
  JpaDeviceStore(Database database, NidAllocator nids) {
    this.database = database;
    this.nids = nids;
  }

  /** For the container's proxy. */
  protected JpaDeviceStore() {}

  @Override
  public Device enter(UserId user, DeviceId id, @Nullable String displayName, long nowTs) {
    Optional<DeviceEntity> known = one(user, id, LockModeType.PESSIMISTIC_WRITE);
    if (known.isEmpty()) {
      SqlDialect dialect = database.dialect();
      long nid = nids.take(1)[0];
      database.sql(
          connection ->
              dialect.insertIfAbsent(
                  connection,
                  "insert into device (nid, user_id, device_id, display_name, created_ts)"
                      + " values (?, ?, ?, ?, ?)",
                  nid,
                  user.value(),
                  id.value(),
                  displayName,
                  nowTs));
      known = one(user, id, LockModeType.PESSIMISTIC_WRITE);
    }
    return device(known.orElseThrow(() -> new IllegalStateException("no device after insert")));
  }

  @Override
  public Optional<Device> find(UserId user, DeviceId id) {
    return one(user, id, LockModeType.NONE).map(JpaDeviceStore::device);
  }

  @Override
  public Optional<Device> hold(UserId user, DeviceId id) {
    return one(user, id, LockModeType.PESSIMISTIC_WRITE).map(JpaDeviceStore::device);
  }

  @Override
  public List<Device> holdAll(Collection<UserId> users) {
    return PlainSql.rows(
        database,
        "select nid, user_id, device_id, display_name, last_seen_ip, last_seen_ts, created_ts"
            // In one order, so that two transactions never wait for each other in a ring.
            + " from device where user_id = any(?) order by nid"
            + database.dialect().keepingRows(),
        row -> {
          @Nullable String ip = row.getString(5);
          return new Device(
              row.getLong(1),
              new UserId(row.getString(2)),
              new DeviceId(row.getString(3)),
              row.getString(4),
              ip == null ? null : new LastSeen(ip, row.getLong(6)),
              row.getLong(7));
        },
        users);
  }

  private Optional<DeviceEntity> one(UserId user, DeviceId id, LockModeType lock) {
    TypedQuery<DeviceEntity> query =
        database
            .entities()
            .createQuery(
                "select d from DeviceEntity d where d.userId = :user and d.deviceId = :id",
                DeviceEntity.class)
            .setParameter("user", user.value())
            .setParameter("id", id.value());
    if (lock != LockModeType.NONE) {
      query.setLockMode(lock);
    }
    return query.getResultStream().findFirst();
  }

  @Override
  public List<Device> findAll(UserId user) {
    return database
        .entities()
        .createQuery(
            "select d from DeviceEntity d where d.userId = :user order by d.nid",
            DeviceEntity.class)
        .setParameter("user", user.value())
        .getResultStream()
        .map(JpaDeviceStore::device)
        .toList();
  }

  private static Device device(DeviceEntity entity) {
    String ip = entity.lastSeenIp;
    Long ts = entity.lastSeenTs;
    return new Device(
        entity.nid,
        new UserId(entity.userId),
        new DeviceId(entity.deviceId),
        entity.displayName,
        ip == null || ts == null ? null : new LastSeen(ip, ts),
        entity.createdTs);
  }

  @Override
  public boolean rename(UserId user, DeviceId id, String displayName) {
    return database
            .entities()
            .createQuery(
                "update DeviceEntity d set d.displayName = :name"
                    + " where d.userId = :user and d.deviceId = :id")
            .setParameter("name", displayName)
            .setParameter("user", user.value())
            .setParameter("id", id.value())
            .executeUpdate()
        == 1;
  }

  @Override
  public void note(Map<Long, LastSeen> seen) {
    // In the order of numbers, so that two transactions never wait for each other in a ring.
    new TreeMap<>(seen)
        .forEach(
            (nid, last) ->
                database
                    .entities()
                    .createQuery(
                        "update DeviceEntity d set d.lastSeenIp = :ip, d.lastSeenTs = :ts"
                            + " where d.nid = :nid")
                    .setParameter("ip", last.ip())
                    .setParameter("ts", last.ts())
                    .setParameter("nid", nid)
                    .executeUpdate());
  }

  @Override
  public void delete(Collection<Long> nids) {
    if (!nids.isEmpty()) {
      database
          .entities()
          .createQuery("delete from DeviceEntity d where d.nid in :nids")
          .setParameter("nids", nids)
          .executeUpdate();
    }
  }
}
