package org.matrixee.store.device;

import java.util.List;
import org.matrixee.model.device.ToDeviceMessage;

/**
 * Messages to a device in the order of sending.
 *
 * @param readUpTo every message up to here is in this page or in one before: where the next page
 *     begins. The end of what was asked for; or the place of the last message, if there are more
 */
public record ToDevicePage(List<ToDeviceMessage> messages, long readUpTo) {
  /** Copies the list. */
  public ToDevicePage {
    messages = List.copyOf(messages);
  }
}
