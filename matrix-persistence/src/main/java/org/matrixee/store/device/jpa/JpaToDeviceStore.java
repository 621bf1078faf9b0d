package org.matrixee.store.device.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.AddressedMessage;
import org.matrixee.model.device.ToDeviceMessage;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.store.device.ToDevicePage;
import org.matrixee.store.device.ToDeviceStore;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.PlainSql;
import org.matrixee.store.jpa.TableWriter;

/** Messages that wait for devices, in the table {@code to_device}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaToDeviceStore implements ToDeviceStore {
  private static final TableWriter MESSAGES =
      TableWriter.inserting(
          "to_device",
          Column.text("user_id"),
          Column.text("device_id"),
          Column.bigint("stream_pos"),
          Column.text("sender"),
          Column.text("type"),
          Column.bytes("content"));

  private Database database;

  @Inject
  JpaToDeviceStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaToDeviceStore() {}

  @Override
  public void add(long position, Collection<AddressedMessage> messages) {
    List<@Nullable Object[]> rows = new ArrayList<>(messages.size());
    for (AddressedMessage message : messages) {
      rows.add(
          new @Nullable Object[] {
            message.user().value(),
            message.device().value(),
            position,
            message.sender().value(),
            message.type(),
            message.content().sharedBytes()
          });
    }
    MESSAGES.write(database, rows);
  }

  @Override
  public ToDevicePage read(UserId user, DeviceId device, long afterPos, long uptoPos, int limit) {
    List<ToDeviceMessage> messages =
        PlainSql.rows(
            database,
            "select stream_pos, sender, type, content from to_device where user_id = ?"
                + " and device_id = ? and stream_pos > ? and stream_pos <= ?"
                + " order by stream_pos limit ?",
            row ->
                new ToDeviceMessage(
                    row.getLong(1),
                    new UserId(row.getString(2)),
                    row.getString(3),
                    PlainSql.json(row, 4)),
            user.value(),
            device.value(),
            afterPos,
            uptoPos,
            limit);
    boolean whole = messages.size() < limit;
    return new ToDevicePage(
        messages, whole ? uptoPos : messages.get(messages.size() - 1).position());
  }

  @Override
  public int delete(UserId user, DeviceId device, long uptoPos) {
    return PlainSql.change(
        database,
        "delete from to_device where user_id = ? and device_id = ? and stream_pos <= ?",
        user.value(),
        device.value(),
        uptoPos);
  }

  @Override
  public void deleteAll(UserId user, Collection<DeviceId> devices) {
    PlainSql.change(
        database,
        "delete from to_device where user_id = ? and device_id = any(?)",
        user.value(),
        devices);
  }
}
