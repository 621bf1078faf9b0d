package org.matrixee.server.account.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;

/**
 * {@code m.login.password}: proves the knowledge of a password, or chooses one.
 *
 * <p>2014: client-api-v1, 4.2 and 5.2; S-REG-18, S-REG-19.
 */
@ApplicationScoped
public class PasswordStage implements LoginStage {
  private Passwords passwords;

  /** For the container's proxies. */
  protected PasswordStage() {}

  /** With what knows passwords. */
  @Inject
  public PasswordStage(Passwords passwords) {
    this.passwords = passwords;
  }

  @Override
  public String type() {
    return "m.login.password";
  }

  @Override
  public boolean isOffered(LoginPurpose purpose) {
    return purpose == LoginPurpose.LOGIN || passwords.areKeptHere();
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
    return passwords.check(request.user(), password).thenApply(PasswordStage::passed);
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
    return passwords
        .choose(request.requireString("password"))
        .thenApply(hash -> new StageResult.Passed(Established.password(hash)));
  }
}
