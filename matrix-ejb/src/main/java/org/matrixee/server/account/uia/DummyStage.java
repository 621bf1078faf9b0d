package org.matrixee.server.account.uia;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletionStage;

/**
 * {@code m.login.dummy}: always passes, so that a flow without demands is a flow, too.
 *
 * <p>v1.19: Client-Server API, "Dummy Auth".
 */
@ApplicationScoped
public class DummyStage implements AuthStage {
  /** Its type. */
  public static final String TYPE = "m.login.dummy";

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
    return AuthStage.passed();
  }
}
