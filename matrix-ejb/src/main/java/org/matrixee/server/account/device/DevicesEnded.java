package org.matrixee.server.account.device;

import java.util.List;
import org.matrixee.model.device.Device;

/**
 * Devices are gone; fired in the transaction that ends them, so that whatever else is kept of them
 * can go in the same one.
 */
public record DevicesEnded(List<Device> devices) {
  /** Copies the list. */
  public DevicesEnded {
    devices = List.copyOf(devices);
  }
}
