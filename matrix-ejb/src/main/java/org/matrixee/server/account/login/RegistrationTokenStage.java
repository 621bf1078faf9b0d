package org.matrixee.server.account.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.MatrixConfig;

/**
 * {@code m.login.registration_token}: proves the knowledge of a word that the administrator gave
 * out.
 *
 * <p>v1.19: Client-Server API, "Token-authenticated registration". In the API of 2014 it is an
 * extension: that has no stage by which an administrator could choose who registers.
 */
@ApplicationScoped
public class RegistrationTokenStage implements LoginStage {
  /** Its type. */
  public static final String TYPE = "m.login.registration_token";

  private Set<String> tokens = Set.of();

  /** For the container's proxies. */
  protected RegistrationTokenStage() {}

  /** With the tokens of the settings. */
  @Inject
  public RegistrationTokenStage(MatrixConfig config) {
    tokens = config.login().registrationTokens();
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public boolean isOffered(LoginPurpose purpose) {
    return purpose == LoginPurpose.REGISTER && !tokens.isEmpty();
  }

  @Override
  public boolean isEnough(LoginPurpose purpose) {
    return false;
  }

  @Override
  public String condition() {
    return "needs MATRIX_REGISTRATION_TOKENS, and is for registration only";
  }

  @Override
  public CompletionStage<StageResult> perform(StageRequest request) {
    if (!isValid(request.requireString("token"))) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "This registration token is not valid.");
    }
    return CompletableFuture.completedStage(new StageResult.Passed(Established.NOTHING));
  }

  /** Whether people can register with a token. Takes as long for a wrong one as for a right one. */
  public boolean isValid(String token) {
    byte[] given = token.getBytes(StandardCharsets.UTF_8);
    boolean valid = false;
    for (String known : tokens) {
      valid |= MessageDigest.isEqual(given, known.getBytes(StandardCharsets.UTF_8));
    }
    return valid;
  }
}
