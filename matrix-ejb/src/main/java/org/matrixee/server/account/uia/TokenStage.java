package org.matrixee.server.account.uia;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.login.RegistrationTokenStage;

/**
 * {@code m.login.registration_token}: the client knows a word that the administrator gave out.
 *
 * <p>v1.19: Client-Server API, "Token-authenticated registration".
 */
@ApplicationScoped
public class TokenStage implements AuthStage {
  private RegistrationTokenStage tokens;

  /** For the container's proxies. */
  protected TokenStage() {}

  /** With what knows the tokens. */
  @Inject
  public TokenStage(RegistrationTokenStage tokens) {
    this.tokens = tokens;
  }

  @Override
  public String type() {
    return RegistrationTokenStage.TYPE;
  }

  @Override
  public JsonObject params() {
    return JsonValue.EMPTY_JSON_OBJECT;
  }

  @Override
  public CompletionStage<JsonObject> perform(Attempt attempt) {
    if (!tokens.isValid(AuthFields.requireString(attempt.auth(), "token"))) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "This registration token is not valid.");
    }
    return AuthStage.passed();
  }
}
