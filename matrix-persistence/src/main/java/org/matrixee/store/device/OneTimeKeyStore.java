package org.matrixee.store.device;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.matrixee.model.device.KeysLeft;
import org.matrixee.model.device.OneTimeKey;
import org.matrixee.model.device.WantedKey;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;

/**
 * One-time and fallback keys of devices of this server. Every method needs a running transaction;
 * those that write keys of a device need it held, see {@link DeviceStore#hold}.
 *
 * <p>v1.19: Client-Server API, "One-time and fallback keys".
 */
public interface OneTimeKeyStore {
  /** One-time keys of a device by their names, also those given out; unknown ones are left out. */
  Map<String, JsonText> find(UserId user, DeviceId device, Collection<String> names);

  /** Adds one-time keys, whose names must be new, in their order; one statement. */
  void add(UserId user, DeviceId device, List<OneTimeKey> keys);

  /** How many keys of a device are left; one statement that reads an index. */
  KeysLeft left(UserId user, DeviceId device);

  /**
   * Takes one-time keys, the oldest of each device and algorithm. No key is ever taken by two
   * transactions that commit.
   *
   * @param wanted each at most once
   * @return what was there
   */
  Map<WantedKey, OneTimeKey> claim(Collection<WantedKey> wanted, long nowTs);

  /** Forgets the names of a device's one-time keys that were given out before a time. */
  void forgetClaimed(UserId user, DeviceId device, long beforeTs);

  /** The fallback keys of a device, by algorithm. */
  Map<String, OneTimeKey> fallbacks(UserId user, DeviceId device);

  /** Writes a fallback key, not used yet, in the place of the one of its algorithm. */
  void putFallback(UserId user, DeviceId device, OneTimeKey key);

  /**
   * Reads fallback keys, and marks them as used.
   *
   * @param wanted each at most once
   * @return what is there
   */
  Map<WantedKey, OneTimeKey> useFallbacks(Collection<WantedKey> wanted);

  /** Forgets all one-time and fallback keys of devices. */
  void deleteAll(UserId user, Collection<DeviceId> devices);
}
