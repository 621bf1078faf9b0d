package org.matrixee.server.account.login;

import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.LoginPurpose;

/**
 * One kind of stage of a login or registration, such as {@code m.login.password}. Every bean of
 * this type takes part; the settings say in which flows.
 *
 * <p>Stages are called outside any transaction, and may take their time without holding a thread.
 */
public interface LoginStage {
  /** Its name in flows and requests (S-REG-09, S-REG-10). */
  String type();

  /** Whether this server can really perform it: what it needs is configured. */
  boolean isOffered(LoginPurpose purpose);

  /**
   * Whether a flow of this stage alone is offered unless the settings say otherwise. If not, the
   * default flow goes on with the password.
   */
  boolean isEnough(LoginPurpose purpose);

  /**
   * What must be set so that the stage is offered; the end of a sentence, such as "needs
   * MATRIX_SMTP_HOST".
   */
  String condition();

  /**
   * Performs it, or a step of it.
   *
   * @throws org.matrixee.model.error.MatrixException also through the stage: refuses the request
   *     and leaves the session as it is
   */
  CompletionStage<StageResult> perform(StageRequest request);
}
