package org.matrixee.server.account.login;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.id.UserId;

/** What knows passwords. Every bean of this type can be chosen by MATRIX_PASSWORD_BACKEND. */
public interface PasswordBackend {
  /** Its name in the setting. */
  String name();

  /** Whether people can register with a password of their own choice. */
  boolean keepsPasswords();

  /**
   * Checks a password.
   *
   * @param user the folded user ID; empty for what cannot be a user of this server: the answer then
   *     takes the usual time, and is no
   * @return whose password it is; empty if the user is unknown or the password is wrong. An account
   *     of that user exists when this is there
   */
  CompletionStage<Optional<UserId>> check(Optional<UserId> user, String password);
}
