package org.matrixee.server.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.AccountTransactions;
import org.matrixee.server.account.Suspensions;
import org.matrixee.server.audit.AuditLog;
import org.matrixee.server.config.MatrixConfig;

/**
 * Suspends accounts and lets them go on. Administrators are named in the settings; without any,
 * everything here is refused.
 *
 * <p>2014: threats, T10.
 */
@ApplicationScoped
public class AdminService {
  private AccountTransactions accounts;
  private Suspensions suspensions;
  private AuditLog audit;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected AdminService() {}

  /** With what it needs. */
  @Inject
  public AdminService(
      AccountTransactions accounts, Suspensions suspensions, AuditLog audit, MatrixConfig config) {
    this.accounts = accounts;
    this.suspensions = suspensions;
    this.audit = audit;
    this.config = config;
  }

  /**
   * Whether an account is suspended.
   *
   * @throws MatrixException M_FORBIDDEN if the requester is no administrator, M_NOT_FOUND if there
   *     is no such account
   */
  public boolean isSuspended(Requester requester, UserId user) {
    check(requester, user);
    return suspensions.isSuspended(user);
  }

  /**
   * Suspends an account, or lets it go on.
   *
   * @throws MatrixException M_FORBIDDEN if the requester is no administrator, or the account is
   *     one's; M_NOT_FOUND if there is no such account
   */
  public void setSuspended(Requester requester, UserId user, boolean suspended) {
    check(requester, user);
    if (suspended && config.people().isAdmin(user)) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "An administrator cannot be suspended. Change the settings.");
    }
    if (suspensions.set(user, suspended, requester.user())) {
      audit.note(requester.user(), (suspended ? "suspended " : "lifted the suspension of ") + user);
    }
  }

  private void check(Requester requester, UserId user) {
    if (!requester.admin()) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "Only the server's administrators may do this.");
    }
    if (accounts.find(user).isEmpty()) {
      throw new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such user.");
    }
  }
}
