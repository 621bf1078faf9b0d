package org.matrixee.store.device.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.DeviceKeys;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.device.DeviceKeyStore;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.PlainSql;
import org.matrixee.store.jpa.TableWriter;

/** Identity keys of devices in the table {@code device_key}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaDeviceKeyStore implements DeviceKeyStore {
  private static final TableWriter KEYS =
      TableWriter.replacing(
          "device_key",
          2,
          Column.text("user_id"),
          Column.text("device_id"),
          Column.bytes("content"));

  private Database database;

  @Inject
  JpaDeviceKeyStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaDeviceKeyStore() {}

  @Override
  public Optional<JsonText> find(UserId user, DeviceId device) {
    return PlainSql.rows(
            database,
            "select content from device_key where user_id = ? and device_id = ?",
            row -> PlainSql.json(row, 1),
            user.value(),
            device.value())
        .stream()
        .findFirst();
  }

  @Override
  public List<DeviceKeys> findAll(Collection<UserId> users) {
    return PlainSql.rows(
        database,
        "select k.user_id, k.device_id, k.content, d.display_name from device_key k"
            + " join device d on d.user_id = k.user_id and d.device_id = k.device_id"
            + " where k.user_id = any(?) order by k.user_id, k.device_id",
        row ->
            new DeviceKeys(
                new UserId(row.getString(1)),
                new DeviceId(row.getString(2)),
                PlainSql.json(row, 3),
                row.getString(4)),
        users);
  }

  @Override
  public void put(UserId user, DeviceId device, JsonText content) {
    @Nullable Object[] row = {user.value(), device.value(), content.sharedBytes()};
    KEYS.write(database, List.<@Nullable Object[]>of(row));
  }

  @Override
  public int deleteAll(UserId user, Collection<DeviceId> devices) {
    return PlainSql.change(
        database,
        "delete from device_key where user_id = ? and device_id = any(?)",
        user.value(),
        devices);
  }
}
