package org.matrixee.store.device;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.LastSeen;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;

/** Devices of this server's users. Every method needs a running transaction. */
public interface DeviceStore {
  /**
   * Finds a device, or makes it; other transactions that come for the same one wait until this one
   * ends.
   *
   * @param displayName of a new one; a device that is known keeps its own
   */
  Device enter(UserId user, DeviceId id, @Nullable String displayName, long nowTs);

  /** A device of a user. */
  Optional<Device> find(UserId user, DeviceId id);

  /** A device of a user; other transactions that hold it, or end it, wait until this one ends. */
  Optional<Device> hold(UserId user, DeviceId id);

  /** All devices of a user, the oldest first. */
  List<Device> findAll(UserId user);

  /** All devices of users; none of them ends before the transaction does. One statement. */
  List<Device> holdAll(Collection<UserId> users);

  /** Gives a device another name; false if there is no such device. */
  boolean rename(UserId user, DeviceId id, String displayName);

  /** Notes when and where devices were heard of, by their numbers; unknown ones are left out. */
  void note(Map<Long, LastSeen> seen);

  /** Forgets devices by their numbers. */
  void delete(Collection<Long> nids);
}
