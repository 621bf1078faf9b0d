package org.matrixee.web.client.keys;

import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.uia.Guarded;
import org.matrixee.server.keys.CrossSigningTransactions.Failure;
import org.matrixee.server.keys.KeyTransactions;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentParameters;
import org.matrixee.web.common.JsonOutput;

/** Answers and parameters of requests about keys. */
final class KeyReplies {
  private KeyReplies() {}

  static byte[] body(JsonValue answer) {
    return new JsonOutput().value(answer).toBytes();
  }

  /** {@code one_time_key_counts}. */
  static byte[] counts(Map<String, Integer> counts) {
    JsonOutput out = new JsonOutput().ascii("{\"one_time_key_counts\":{");
    String separator = "";
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      out.ascii(separator).string(count.getKey()).ascii(":").number(count.getValue());
      separator = ",";
    }
    return out.ascii("}}").toBytes();
  }

  static byte[] changes(KeyTransactions.Changes changes) {
    JsonOutput out = new JsonOutput().ascii("{\"changed\":");
    users(out, changes.changed());
    users(out.ascii(",\"left\":"), changes.left());
    return out.ascii("}").toBytes();
  }

  private static void users(JsonOutput out, Collection<UserId> users) {
    String separator = "[";
    for (UserId user : users) {
      out.ascii(separator).string(user.value());
      separator = ",";
    }
    out.ascii(users.isEmpty() ? "[]" : "]");
  }

  /** {@code failures} by user and key. */
  static byte[] failures(List<Failure> failures) {
    Map<UserId, List<Failure>> byOwner = new LinkedHashMap<>();
    failures.forEach(
        failure ->
            byOwner.computeIfAbsent(failure.owner(), owner -> new ArrayList<>()).add(failure));
    JsonOutput out = new JsonOutput().ascii("{\"failures\":{");
    String separator = "";
    for (Map.Entry<UserId, List<Failure>> owner : byOwner.entrySet()) {
      out.ascii(separator).string(owner.getKey().value()).ascii(":");
      keys(out, owner.getValue());
      separator = ",";
    }
    return out.ascii("}}").toBytes();
  }

  private static void keys(JsonOutput out, List<Failure> failures) {
    String separator = "{";
    for (Failure failure : failures) {
      out.ascii(separator)
          .string(failure.keyId())
          .ascii(":{\"errcode\":")
          .string(failure.code().name())
          .ascii(",\"error\":")
          .string(failure.sentence())
          .ascii("}");
      separator = ",";
    }
    out.ascii("}");
  }

  /** Done; or the question for a proof. */
  static Response guarded(Guarded<Boolean> outcome) {
    if (outcome instanceof Guarded.Challenge<Boolean> challenge) {
      return response(Response.Status.UNAUTHORIZED, body(challenge.answer()));
    }
    return response(Response.Status.OK, CurrentAnswers.empty(null));
  }

  private static Response response(Response.Status status, byte[] body) {
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body).build();
  }

  /**
   * The position of a token of a sync.
   *
   * @throws MatrixException M_MISSING_PARAM; M_INVALID_PARAM if it is no such token
   */
  static long position(UriInfo uri, String name) {
    @Nullable StreamToken token = new CurrentParameters(uri.getQueryParameters()).token(name);
    if (token == null) {
      throw new MatrixException(
          ErrorCode.M_MISSING_PARAM, "The parameter '" + name + "' must be there.");
    }
    if (token instanceof StreamToken.Live live) {
      return live.position();
    }
    throw new MatrixException(
        ErrorCode.M_INVALID_PARAM, "The parameter '" + name + "' must be the token of a sync.");
  }
}
