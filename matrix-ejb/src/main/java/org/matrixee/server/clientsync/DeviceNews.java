package org.matrixee.server.clientsync;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.KeysLeft;
import org.matrixee.model.device.ToDeviceMessage;
import org.matrixee.model.id.UserId;

/**
 * What a device is told for end-to-end encryption.
 *
 * <p>v1.19: client-server, "Send-to-Device messaging", "Extensions to /sync".
 *
 * @param messages for it alone, in the order of sending
 * @param changed users whose devices or keys it has to look at again
 * @param left users with whom no room is shared any more
 * @param keys how many of its own keys are left; null for one that is no device
 */
public record DeviceNews(
    List<ToDeviceMessage> messages,
    Set<UserId> changed,
    Set<UserId> left,
    @Nullable KeysLeft keys) {
  /** Nothing is new. */
  public static final DeviceNews NOTHING = new DeviceNews(List.of(), Set.of(), Set.of(), null);

  /** Copies the collections. */
  public DeviceNews {
    messages = List.copyOf(messages);
    changed = Set.copyOf(changed);
    left = Set.copyOf(left);
  }

  /** Whether a waiting request ends with it. */
  boolean isWorthTelling() {
    return !messages.isEmpty() || !changed.isEmpty() || !left.isEmpty();
  }
}
