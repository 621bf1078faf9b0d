package org.matrixee.server.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.store.account.DeactivationStore;

/**
 * Who may log in, once it is proven who it is; asked within the transaction that begins a session.
 */
@ApplicationScoped
public class Admission {
  private Suspensions suspensions;
  private DeactivationStore deactivations;

  /** For the container's proxies. */
  protected Admission() {}

  /** With what it needs. */
  @Inject
  public Admission(Suspensions suspensions, DeactivationStore deactivations) {
    this.suspensions = suspensions;
    this.deactivations = deactivations;
  }

  /**
   * Lets pass whose account may be used.
   *
   * <p>v1.19: Client-Server API, {@code POST /login}, status 403.
   *
   * @throws MatrixException M_USER_DEACTIVATED if it was given up, or is suspended
   */
  public void require(UserId user) {
    if (deactivations.isDeactivated(user)) {
      throw new MatrixException(
          ErrorCode.M_USER_DEACTIVATED, "This account was given up by its owner.");
    }
    if (suspensions.isSuspended(user)) {
      throw new MatrixException(
          ErrorCode.M_USER_DEACTIVATED,
          "This account was suspended by the server's administrator.");
    }
  }

  /**
   * The same for clients of 2014, which know no such code.
   *
   * @throws MatrixException M_FORBIDDEN
   */
  public void requireIn2014(UserId user) {
    try {
      require(user);
    } catch (MatrixException refusal) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, refusal.sentence());
    }
  }
}
