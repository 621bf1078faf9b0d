package org.matrixee.web.legacy.client.account;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.Credentials;
import org.matrixee.web.common.JsonFields;

/**
 * The one way to register and to log in that needs no outside service.
 *
 * <p>2014: client-api-v1, 4 and 5.
 */
final class PasswordLogin {
  /** Its type. */
  static final String TYPE = "m.login.password";

  /** Answer to the question for flows. */
  static final Flows FLOWS = new Flows(List.of(new Flow(TYPE)));

  /** No way in. */
  static final Flows NO_FLOWS = new Flows(List.of());

  private PasswordLogin() {}

  /** The ways in. */
  record Flows(List<Flow> flows) {}

  /** A way in with one stage. */
  record Flow(String type) {}

  /** What a finished login gives. */
  record Answer(UserId userId, String accessToken, ServerName homeServer) {
    static Answer of(Credentials credentials) {
      return new Answer(credentials.user(), credentials.accessToken(), credentials.homeServer());
    }
  }

  /**
   * Checks that a request is for this type, and for a first stage.
   *
   * @throws MatrixException M_BAD_JSON without a type or with a session, since none was ever given
   *     out; M_UNKNOWN for another type
   */
  static void require(JsonObject body) {
    if (!JsonFields.requireString(body, "type").equals(TYPE)) {
      throw new MatrixException(
          ErrorCode.M_UNKNOWN, 400, "This server does not offer this type of login.", Map.of());
    }
    if (JsonFields.findString(body, "session").isPresent()) {
      throw JsonFields.bad("This session is not known.");
    }
  }
}
