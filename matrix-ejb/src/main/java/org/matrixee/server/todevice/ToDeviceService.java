package org.matrixee.server.todevice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.server.todevice.rules.Mailing;

/**
 * Sends messages to devices. Those to devices of other servers are dropped: no server is told yet.
 *
 * <p>v1.19: Client-Server API, "Send-to-Device messaging".
 */
@ApplicationScoped
public class ToDeviceService {
  private ToDeviceTransactions transactions;

  /** For the container's proxies. */
  protected ToDeviceService() {}

  /** With what it needs. */
  @Inject
  public ToDeviceService(ToDeviceTransactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Sends messages, once; those to devices that do not exist are dropped.
   *
   * @param messages by user and device
   * @throws org.matrixee.model.error.MatrixException as {@link Mailing#read} and {@link Mailing#to}
   */
  public void send(Requester requester, String type, JsonObject messages, TransactionKey request) {
    transactions.send(Mailing.read(requester.user(), type, messages), request);
  }
}
