package org.matrixee.server.account.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.PasswordHasher;
import org.matrixee.server.config.MatrixConfig;

/** Passwords as the settings say: checked by the one backend that they name, chosen by people. */
@ApplicationScoped
public class Passwords {
  private static final int MAX_PASSWORD = 512;

  private PasswordBackend backend;
  private PasswordHasher hasher;

  /** For the container's proxies. */
  protected Passwords() {}

  /**
   * With the backend that the settings name.
   *
   * @throws IllegalArgumentException with a sentence that names the setting
   */
  @Inject
  public Passwords(
      MatrixConfig config, @Any Instance<PasswordBackend> backends, PasswordHasher hasher) {
    this(config.login().passwordBackend(), backends.stream().toList(), hasher);
  }

  /** With a backend of these. */
  Passwords(String name, List<? extends PasswordBackend> backends, PasswordHasher hasher) {
    this.backend =
        backends.stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The setting MATRIX_PASSWORD_BACKEND is wrong: there is no \""
                            + name
                            + "\"."));
    this.hasher = hasher;
  }

  /** Whether people choose their passwords here. */
  public boolean areKeptHere() {
    return backend.keepsPasswords();
  }

  /** Checks a password, as {@link PasswordBackend#check}. */
  public CompletionStage<Optional<UserId>> check(Optional<UserId> user, String password) {
    return backend.check(user, password);
  }

  /**
   * The hash of a password that somebody chooses.
   *
   * @throws MatrixException M_BAD_JSON if it is empty or too long
   */
  public CompletionStage<String> choose(String password) {
    require(password);
    return hasher.hash(password);
  }

  /**
   * Refuses passwords that nobody may choose.
   *
   * @throws MatrixException M_BAD_JSON
   */
  public static void require(String password) {
    if (password.isEmpty() || password.length() > MAX_PASSWORD) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON, "A password needs 1 to " + MAX_PASSWORD + " characters.");
    }
  }
}
