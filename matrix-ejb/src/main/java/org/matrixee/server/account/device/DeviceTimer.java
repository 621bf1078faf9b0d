package org.matrixee.server.account.device;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Writes down which devices were heard of, and forgets login tokens that are over. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeviceTimer {
  private static final int PORTION = 1000;

  private Sightings sightings;
  private DeviceTransactions transactions;

  /** For the container's proxies. */
  protected DeviceTimer() {}

  /** With what it needs. */
  @Inject
  public DeviceTimer(Sightings sightings, DeviceTransactions transactions) {
    this.sightings = sightings;
    this.transactions = transactions;
  }

  /** Runs every half minute. */
  @Schedule(hour = "*", minute = "*", second = "10/30", persistent = false)
  void write() {
    sightings.write();
  }

  /** Runs every five minutes. */
  @Schedule(hour = "*", minute = "*/5", persistent = false)
  void forget() {
    int forgotten = PORTION;
    while (forgotten == PORTION) {
      forgotten = transactions.forgetLoginTokens(PORTION);
    }
  }
}
