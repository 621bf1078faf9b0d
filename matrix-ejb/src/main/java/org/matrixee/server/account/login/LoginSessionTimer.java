package org.matrixee.server.account.login;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Lets sessions that are over be forgotten; each portion is a transaction of its own. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LoginSessionTimer {
  private static final int PORTION = 1000;

  private LoginTransactions transactions;

  /** For the container's proxies. */
  protected LoginSessionTimer() {}

  /** With what it needs. */
  @Inject
  public LoginSessionTimer(LoginTransactions transactions) {
    this.transactions = transactions;
  }

  /** Runs every five minutes. */
  @Schedule(hour = "*", minute = "*/5", persistent = false)
  void forget() {
    int forgotten = PORTION;
    while (forgotten == PORTION) {
      forgotten = transactions.forgetExpired(PORTION);
    }
  }
}
