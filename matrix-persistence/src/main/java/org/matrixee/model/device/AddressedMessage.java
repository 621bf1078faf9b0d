package org.matrixee.model.device;

import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;

/** A message to a device that is to be kept for it. */
public record AddressedMessage(
    UserId user, DeviceId device, UserId sender, String type, JsonText content) {
  /** Leaves the content out. */
  @Override
  public String toString() {
    return "AddressedMessage[" + user + ", " + device + ", " + type + "]";
  }
}
