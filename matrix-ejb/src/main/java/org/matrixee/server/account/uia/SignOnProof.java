package org.matrixee.server.account.uia;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/**
 * {@code m.login.sso}: the user proves to be the account's owner where he once came from. It is
 * passed by a browser, on the stage's web page, and never by the client itself.
 *
 * <p>v1.19: Client-Server API, "Single Sign-On" (of user-interactive authentication).
 */
@ApplicationScoped
public class SignOnProof implements AuthStage {
  /** Its type. */
  public static final String TYPE = "m.login.sso";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonObject params() {
    return JsonValue.EMPTY_JSON_OBJECT;
  }

  @Override
  public CompletionStage<JsonObject> perform(Attempt attempt) {
    throw new MatrixException(
        ErrorCode.M_FORBIDDEN, "The login on the web page has not succeeded yet.");
  }
}
