package org.matrixee.store.memory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.LastSeen;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.store.device.DeviceStore;

/** Devices in memory. */
final class InMemoryDeviceStore implements DeviceStore {
  private final InMemoryStores stores;

  InMemoryDeviceStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Device enter(UserId user, DeviceId id, String displayName, long nowTs) {
    Optional<Device> known = find(user, id);
    return known.orElseGet(
        () -> put(new Device(stores.tables().nextNid(), user, id, displayName, null, nowTs)));
  }

  private Device put(Device device) {
    stores.tables().journal.put(stores.tables().devices, device.nid(), device);
    return device;
  }

  @Override
  public Optional<Device> find(UserId user, DeviceId id) {
    return findAll(user).stream().filter(device -> device.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Device> hold(UserId user, DeviceId id) {
    return find(user, id);
  }

  @Override
  public List<Device> holdAll(Collection<UserId> users) {
    return stores.tables().devices.values().stream()
        .filter(device -> users.contains(device.user()))
        .toList();
  }

  @Override
  public List<Device> findAll(UserId user) {
    return stores.tables().devices.values().stream()
        .filter(device -> device.user().equals(user))
        .toList();
  }

  @Override
  public boolean rename(UserId user, DeviceId id, String displayName) {
    Optional<Device> found = find(user, id);
    found.ifPresent(
        d -> put(new Device(d.nid(), user, id, displayName, d.lastSeen(), d.createdTs())));
    return found.isPresent();
  }

  @Override
  public void note(Map<Long, LastSeen> seen) {
    seen.forEach(
        (nid, last) -> {
          Device d = stores.tables().devices.get(nid);
          if (d != null) {
            put(new Device(nid, d.user(), d.id(), d.displayName(), last, d.createdTs()));
          }
        });
  }

  @Override
  public void delete(Collection<Long> nids) {
    nids.forEach(nid -> stores.tables().journal.remove(stores.tables().devices, nid));
  }
}
