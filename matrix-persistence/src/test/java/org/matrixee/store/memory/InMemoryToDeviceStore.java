package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.List;
import org.matrixee.model.device.AddressedMessage;
import org.matrixee.model.device.ToDeviceMessage;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.store.device.ToDevicePage;
import org.matrixee.store.device.ToDeviceStore;
import org.matrixee.store.memory.KeyTables.MessageKey;
import org.matrixee.store.memory.KeyTables.OfDevice;

/** Messages to devices in memory. */
final class InMemoryToDeviceStore implements ToDeviceStore {
  private final InMemoryKeys rows;

  InMemoryToDeviceStore(InMemoryKeys rows) {
    this.rows = rows;
  }

  @Override
  public void add(long position, Collection<AddressedMessage> messages) {
    for (AddressedMessage message : messages) {
      MessageKey key = new MessageKey(new OfDevice(message.user(), message.device()), position);
      if (rows.tables().toDevice.containsKey(key)) {
        throw new IllegalStateException("two messages for a device at one place");
      }
      rows.put(
          rows.tables().toDevice,
          key,
          new ToDeviceMessage(position, message.sender(), message.type(), message.content()));
    }
  }

  @Override
  public ToDevicePage read(UserId user, DeviceId device, long afterPos, long uptoPos, int limit) {
    OfDevice of = new OfDevice(user, device);
    List<ToDeviceMessage> messages =
        rows.tables().toDevice.entrySet().stream()
            .filter(entry -> entry.getKey().device().equals(of))
            .map(entry -> entry.getValue())
            .filter(message -> message.position() > afterPos && message.position() <= uptoPos)
            .sorted(comparing(ToDeviceMessage::position))
            .limit(limit)
            .toList();
    return new ToDevicePage(
        messages, messages.size() < limit ? uptoPos : messages.get(messages.size() - 1).position());
  }

  @Override
  public int delete(UserId user, DeviceId device, long uptoPos) {
    OfDevice of = new OfDevice(user, device);
    return rows.remove(
        rows.tables().toDevice,
        entry -> entry.getKey().device().equals(of) && entry.getKey().position() <= uptoPos);
  }

  @Override
  public void deleteAll(UserId user, Collection<DeviceId> devices) {
    rows.remove(
        rows.tables().toDevice,
        entry ->
            entry.getKey().device().user().equals(user)
                && devices.contains(entry.getKey().device().device()));
  }
}
