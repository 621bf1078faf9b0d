package org.matrixee.server.account;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.account.TokenStore;

/** The short transactions of accounts and their tokens. */
@Stateless
public class AccountTransactions {
  private AccountStore accounts;
  private TokenStore tokens;

  /** For the container's proxies. */
  protected AccountTransactions() {}

  /** With what it needs. */
  @Inject
  public AccountTransactions(AccountStore accounts, TokenStore tokens) {
    this.accounts = accounts;
    this.tokens = tokens;
  }

  /** An account, if it exists. */
  public Optional<Account> find(UserId user) {
    return accounts.find(user);
  }

  /** Who owns a token. */
  public Optional<Requester> findToken(String tokenHash) {
    return tokens.find(tokenHash);
  }

  /** Forgets a token. */
  public boolean deleteToken(String tokenHash) {
    return tokens.delete(tokenHash);
  }
}
