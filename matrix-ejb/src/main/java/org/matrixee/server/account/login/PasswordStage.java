package org.matrixee.server.account.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.PasswordHasher;
import org.matrixee.server.config.MatrixConfig;

/**
 * {@code m.login.password}: proves the knowledge of a password, or chooses one.
 *
 * <p>2014: client-api-v1, 4.2 and 5.2; S-REG-18, S-REG-19.
 */
@ApplicationScoped
public class PasswordStage implements LoginStage {
  private static final int MAX_PASSWORD = 512;

  private PasswordBackend backend;
  private PasswordHasher hasher;

  /** For the container's proxies. */
  protected PasswordStage() {}

  /**
   * With the backend that the settings name.
   *
   * @throws IllegalArgumentException with a sentence that names the setting
   */
  @Inject
  public PasswordStage(
      MatrixConfig config, @Any Instance<PasswordBackend> backends, PasswordHasher hasher) {
    String name = config.login().passwordBackend();
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

  /** With a backend. */
  PasswordStage(PasswordBackend backend, PasswordHasher hasher) {
    this.backend = backend;
    this.hasher = hasher;
  }

  @Override
  public String type() {
    return "m.login.password";
  }

  @Override
  public boolean isOffered(LoginPurpose purpose) {
    return purpose == LoginPurpose.LOGIN || backend.keepsPasswords();
  }

  @Override
  public boolean isEnough(LoginPurpose purpose) {
    return true;
  }

  @Override
  public String condition() {
    return "needs a MATRIX_PASSWORD_BACKEND that keeps passwords";
  }

  @Override
  public CompletionStage<StageResult> perform(StageRequest request) {
    return request.purpose() == LoginPurpose.LOGIN ? check(request) : choose(request);
  }

  private CompletionStage<StageResult> check(StageRequest request) {
    if (request.established().user() == null) {
      request.requireString("user");
    }
    String password = request.requireString("password");
    return backend.check(request.user(), password).thenApply(PasswordStage::passed);
  }

  private static StageResult passed(Optional<UserId> user) {
    return new StageResult.Passed(
        Established.user(
            user.orElseThrow(
                () ->
                    new MatrixException(
                        ErrorCode.M_FORBIDDEN, "The user name or the password is wrong."))));
  }

  private CompletionStage<StageResult> choose(StageRequest request) {
    String password = request.requireString("password");
    if (password.isEmpty() || password.length() > MAX_PASSWORD) {
      throw StageRequest.bad("A password needs 1 to " + MAX_PASSWORD + " characters.");
    }
    return hasher
        .hash(password)
        .thenApply(hash -> new StageResult.Passed(Established.password(hash)));
  }
}
