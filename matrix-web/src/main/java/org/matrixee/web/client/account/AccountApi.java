package org.matrixee.web.client.account;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.matrixee.server.account.uia.Guarded;
import org.matrixee.web.common.JsonOutput;

/** What the resources of accounts share. */
final class AccountApi {
  /** The base path, as it is and as it was before v1.1. */
  static final String V3 = "/_matrix/client/{version: v3|r0}";

  private AccountApi() {}

  /** An answer of its own. */
  static byte[] body(JsonValue answer) {
    return new JsonOutput().value(answer).toBytes();
  }

  /** An answer that says no more than that it was done. */
  static byte[] empty() {
    return body(JsonValue.EMPTY_JSON_OBJECT);
  }

  /** The answer to an operation that may need authentication first. */
  static <T> Response of(Guarded<T> outcome, Function<T, JsonObject> answer) {
    if (outcome instanceof Guarded.Challenge<T> challenge) {
      return response(Response.Status.UNAUTHORIZED, challenge.answer());
    }
    if (outcome instanceof Guarded.Done<T> done) {
      return response(Response.Status.OK, answer.apply(done.result()));
    }
    throw new AssertionError(outcome);
  }

  /** The same, where there is nothing to say once it is done. */
  static <T> Response of(Guarded<T> outcome) {
    return of(outcome, done -> Json.createObjectBuilder().build());
  }

  private static Response response(Response.Status status, JsonObject answer) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(body(answer))
        .build();
  }
}
