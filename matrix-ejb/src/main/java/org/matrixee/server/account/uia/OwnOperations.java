package org.matrixee.server.account.uia;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.AccountTransactions;
import org.matrixee.server.account.login.Passwords;
import org.matrixee.server.account.uia.rules.AuthFlows;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/** Operations on one's own account, which somebody who only found a device must not do. */
@ApplicationScoped
public class OwnOperations {
  private static final AuthFlows PASSWORD = AuthFlows.of(PasswordProof.TYPE);

  private AccountTransactions accounts;
  private Passwords passwords;
  private RateLimits limits;

  /** For the container's proxies. */
  protected OwnOperations() {}

  /** With what it needs. */
  @Inject
  public OwnOperations(AccountTransactions accounts, Passwords passwords, RateLimits limits) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.limits = limits;
  }

  /**
   * An operation of the caller.
   *
   * @param address where the request comes from
   * @throws MatrixException M_FORBIDDEN if the account has nothing to prove itself by;
   *     M_LIMIT_EXCEEDED
   */
  public Operation of(Requester requester, String name, String address) {
    limits.check(Action.LOGIN_STEP, address);
    if (!canProve(requester.user())) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN,
          "This account has no password here, and this needs the proof of one.");
    }
    return new Operation(name, requester.user(), PASSWORD, address);
  }

  /** Whether somebody can prove to be an account's owner. */
  public boolean canProve(UserId user) {
    return !passwords.areKeptHere() || accounts.find(user).map(Account::passwordHash).isPresent();
  }

  /** Whether an account's password is kept here, so that it can be changed. */
  public boolean canChangePassword(UserId user) {
    return passwords.areKeptHere() && canProve(user);
  }
}
