package org.matrixee.server.account.login;

import org.matrixee.model.id.UserId;

/**
 * Something that a stage does when the account is made that it helped to register, such as keeping
 * an identity at another service. Every bean of this type takes part.
 */
public interface NewAccountStep {
  /**
   * Runs in the transaction that makes the account.
   *
   * @param established what all stages established; {@link Established#further} has this stage's
   * @throws org.matrixee.model.error.MatrixException refuses the registration; nothing is made
   */
  void accountMade(UserId user, Established established);
}
