package org.matrixee.server.federation.in;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Lets old answers to other servers be forgotten; each portion is a transaction of its own. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class InboundTransactionTimer {
  private static final int PORTION = 5000;

  private InboundTransactions transactions;

  /** For the container's proxies. */
  protected InboundTransactionTimer() {}

  /** With what it needs. */
  @Inject
  public InboundTransactionTimer(InboundTransactions transactions) {
    this.transactions = transactions;
  }

  /** Runs every ten minutes. */
  @Schedule(hour = "*", minute = "5/10", persistent = false)
  void forget() {
    int forgotten = PORTION;
    while (forgotten == PORTION) {
      forgotten = transactions.forget(PORTION);
    }
  }
}
