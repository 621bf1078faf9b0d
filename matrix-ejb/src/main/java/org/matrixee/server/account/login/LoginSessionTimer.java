package org.matrixee.server.account.login;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Lets sessions that are over be forgotten, and identity servers be told what they have not been
 * told; each portion is a transaction of its own.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LoginSessionTimer {
  private static final int PORTION = 1000;

  private LoginTransactions transactions;
  private IdentityLinks links;

  /** For the container's proxies. */
  protected LoginSessionTimer() {}

  /** With what it needs. */
  @Inject
  public LoginSessionTimer(LoginTransactions transactions, IdentityLinks links) {
    this.transactions = transactions;
    this.links = links;
  }

  /** Runs every five minutes. */
  @Schedule(hour = "*", minute = "*/5", persistent = false)
  void forget() {
    int forgotten = PORTION;
    while (forgotten == PORTION) {
      forgotten = transactions.forgetExpired(PORTION);
    }
  }

  /** Runs every half minute: finds what a stop of the server, or of another one, has left. */
  @Schedule(hour = "*", minute = "*", second = "*/30", persistent = false)
  void tell() {
    links.tellAll();
  }
}
