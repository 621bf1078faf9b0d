package org.matrixee.server.account.email;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Lets proofs that are over be forgotten; each portion is a transaction of its own. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EmailProofTimer {
  private static final int PORTION = 1000;

  private EmailProofTransactions transactions;

  /** For the container's proxies. */
  protected EmailProofTimer() {}

  /** With what it calls. */
  @Inject
  public EmailProofTimer(EmailProofTransactions transactions) {
    this.transactions = transactions;
  }

  /** Runs every five minutes. */
  @Schedule(hour = "*", minute = "*/5", second = "40", persistent = false)
  void forget() {
    int forgotten = PORTION;
    while (forgotten == PORTION) {
      forgotten = transactions.forgetExpired(PORTION);
    }
  }
}
