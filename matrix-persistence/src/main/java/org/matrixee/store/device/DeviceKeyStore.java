package org.matrixee.store.device;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.matrixee.model.device.DeviceKeys;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;

/** Identity keys of devices of this server. Every method needs a running transaction. */
public interface DeviceKeyStore {
  /** The keys of a device, if it has uploaded some. */
  Optional<JsonText> find(UserId user, DeviceId device);

  /** The keys of all devices of users that have some, by user and device; one statement. */
  List<DeviceKeys> findAll(Collection<UserId> users);

  /** Writes the keys of a device, in the place of those that it had. */
  void put(UserId user, DeviceId device, JsonText content);

  /** Forgets the keys of devices; says how many had some. */
  int deleteAll(UserId user, Collection<DeviceId> devices);
}
