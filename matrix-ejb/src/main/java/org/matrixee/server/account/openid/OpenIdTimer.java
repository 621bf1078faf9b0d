package org.matrixee.server.account.openid;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Lets tokens that are over be forgotten; each portion is a transaction of its own. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OpenIdTimer {
  private static final int PORTION = 1000;

  private OpenIdTokens transactions;

  /** For the container's proxies. */
  protected OpenIdTimer() {}

  /** With what it calls. */
  @Inject
  public OpenIdTimer(OpenIdTokens transactions) {
    this.transactions = transactions;
  }

  /** Runs every five minutes. */
  @Schedule(hour = "*", minute = "*/5", second = "50", persistent = false)
  void forget() {
    int forgotten = PORTION;
    while (forgotten == PORTION) {
      forgotten = transactions.forgetExpired(PORTION);
    }
  }
}
