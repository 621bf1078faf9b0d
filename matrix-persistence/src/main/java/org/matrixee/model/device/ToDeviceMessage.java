package org.matrixee.model.device;

import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;

/**
 * A message that waits for a device.
 *
 * <p>v1.19: Client-Server API, "Send-to-Device messaging".
 *
 * @param position its place in the stream, the only one of the device at this place
 * @param content a JSON object
 */
public record ToDeviceMessage(long position, UserId sender, String type, JsonText content) {
  /** Leaves the content out. */
  @Override
  public String toString() {
    return "ToDeviceMessage[" + position + ", " + sender + ", " + type + "]";
  }
}
