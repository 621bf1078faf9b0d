package org.matrixee.server.todevice;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.device.AddressedMessage;
import org.matrixee.model.device.Device;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.news.News;
import org.matrixee.server.news.NewsDesk;
import org.matrixee.server.todevice.rules.Mailing;
import org.matrixee.store.account.ClientTransactionStore;
import org.matrixee.store.device.DeviceStore;
import org.matrixee.store.device.ToDeviceStore;

/** The short transactions of messages to devices. */
@Stateless
public class ToDeviceTransactions {
  private ClientTransactionStore requests;
  private DeviceStore devices;
  private ToDeviceStore messages;
  private NewsDesk news;
  private ServerName server;
  private Clock clock;

  /** For the container's proxies. */
  protected ToDeviceTransactions() {}

  /** With what it needs. */
  @Inject
  public ToDeviceTransactions(
      ClientTransactionStore requests,
      DeviceStore devices,
      ToDeviceStore messages,
      NewsDesk news,
      MatrixConfig config,
      Clock clock) {
    this.requests = requests;
    this.devices = devices;
    this.messages = messages;
    this.news = news;
    this.server = config.serverName();
    this.clock = clock;
  }

  /**
   * Keeps messages for the devices of this server that there are, once.
   *
   * @param request what makes the request a repeat of another
   * @throws org.matrixee.model.error.MatrixException as {@link Mailing#to}
   */
  public void send(Mailing mailing, TransactionKey request) {
    if (!requests.begin(request, clock.millis())) {
      return;
    }
    // Held, so that nothing is written for a device that ends meanwhile: it would stay forever.
    List<Device> known = devices.holdAll(mailing.usersOf(server));
    List<AddressedMessage> addressed = mailing.to(known);
    if (!addressed.isEmpty()) {
      long position =
          news.place(
              addressed.stream()
                  .map(message -> (News) new News.ToDevice(message.user(), message.device()))
                  .toList());
      messages.add(position, addressed);
    }
  }
}
