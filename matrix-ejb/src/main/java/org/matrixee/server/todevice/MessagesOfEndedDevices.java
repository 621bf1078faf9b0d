package org.matrixee.server.todevice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import org.matrixee.model.device.Device;
import org.matrixee.server.account.device.DevicesEnded;
import org.matrixee.store.device.ToDeviceStore;

/** Forgets what waits for devices when they end, in the same transaction. */
@ApplicationScoped
public class MessagesOfEndedDevices {
  private ToDeviceStore messages;

  /** For the container's proxies. */
  protected MessagesOfEndedDevices() {}

  /** With what it needs. */
  @Inject
  public MessagesOfEndedDevices(ToDeviceStore messages) {
    this.messages = messages;
  }

  /** Forgets it. */
  public void onDevicesEnded(@Observes DevicesEnded ended) {
    for (Device device : ended.devices()) {
      messages.deleteAll(device.user(), Set.of(device.id()));
    }
  }
}
