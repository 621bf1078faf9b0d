package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.DeviceKeys;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.device.DeviceKeyStore;
import org.matrixee.store.memory.KeyTables.OfDevice;

/** Identity keys of devices in memory. */
final class InMemoryDeviceKeyStore implements DeviceKeyStore {
  private final InMemoryKeys rows;

  InMemoryDeviceKeyStore(InMemoryKeys rows) {
    this.rows = rows;
  }

  @Override
  public Optional<JsonText> find(UserId user, DeviceId device) {
    return Optional.ofNullable(rows.tables().deviceKeys.get(new OfDevice(user, device)));
  }

  @Override
  public List<DeviceKeys> findAll(Collection<UserId> users) {
    return rows.others().devices.values().stream()
        .filter(device -> users.contains(device.user()))
        .flatMap(device -> keys(device).stream())
        .sorted(
            comparing((DeviceKeys keys) -> keys.user().value())
                .thenComparing(keys -> keys.device().value()))
        .toList();
  }

  private Optional<DeviceKeys> keys(Device device) {
    return find(device.user(), device.id())
        .map(text -> new DeviceKeys(device.user(), device.id(), text, device.displayName()));
  }

  @Override
  public void put(UserId user, DeviceId device, JsonText content) {
    rows.put(rows.tables().deviceKeys, new OfDevice(user, device), content);
  }

  @Override
  public int deleteAll(UserId user, Collection<DeviceId> devices) {
    return rows.remove(
        rows.tables().deviceKeys,
        entry -> entry.getKey().user().equals(user) && devices.contains(entry.getKey().device()));
  }
}
