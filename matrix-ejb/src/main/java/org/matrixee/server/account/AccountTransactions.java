package org.matrixee.server.account;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.matrixee.model.account.Account;
import org.matrixee.model.device.IssuedToken;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.account.SuspensionStore;
import org.matrixee.store.account.TokenStore;

/** The short transactions of accounts and their tokens. */
@Stateless
public class AccountTransactions {
  private AccountStore accounts;
  private TokenStore tokens;
  private SuspensionStore suspensions;
  private Clock clock;

  /** For the container's proxies. */
  protected AccountTransactions() {}

  /** With what it needs. */
  @Inject
  public AccountTransactions(
      AccountStore accounts, TokenStore tokens, SuspensionStore suspensions, Clock clock) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.suspensions = suspensions;
    this.clock = clock;
  }

  /** An account, if it exists. */
  public Optional<Account> find(UserId user) {
    return accounts.find(user);
  }

  /** Who owns a token, be it expired or not. */
  public Optional<IssuedToken> findToken(String tokenHash) {
    return tokens.find(tokenHash);
  }

  /** Every account that is suspended. */
  public Set<UserId> suspended() {
    return suspensions.all();
  }

  /** Suspends an account, or lets it go on; false if that is so already. */
  public boolean setSuspended(UserId user, boolean suspended, UserId by) {
    return suspended ? suspensions.suspend(user, by, clock.millis()) : suspensions.lift(user);
  }
}
