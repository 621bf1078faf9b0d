package org.matrixee.server.identity;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.id.UserId;

/**
 * The calls to identity servers that a home server makes. Never called in a transaction.
 *
 * <p>2014: client-api-v1, 16.
 */
public interface IdentityServers {
  /**
   * Asks which third-party id a validation has proven.
   *
   * @return empty if the server does not know the validation, or it is not finished or too old
   * @throws org.matrixee.model.error.MatrixException M_UNKNOWN with status 502, through the stage,
   *     if the server cannot be asked or gives no proper answer
   */
  CompletionStage<Optional<ThreePid>> findValidated(IdentityCredential credential);

  /**
   * Tells the server whose the third-party id is.
   *
   * @return false if the server refuses for good
   * @throws org.matrixee.model.error.MatrixException as {@link #findValidated}
   */
  CompletionStage<Boolean> bind(IdentityCredential credential, UserId user);
}
