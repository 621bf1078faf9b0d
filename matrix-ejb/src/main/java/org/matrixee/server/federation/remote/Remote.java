package org.matrixee.server.federation.remote;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/** How answers and failures of other servers are read, and told to our users. */
public final class Remote {
  private static final String PREFIX = "/_matrix/federation/v1";
  private static final int NOT_FOUND = 404;
  private static final int BAD_GATEWAY = 502;

  private Remote() {}

  /** The path of a request, without a slash at its end; the segments are encoded here. */
  public static String path(String... segments) {
    StringBuilder path = new StringBuilder(PREFIX);
    for (String segment : segments) {
      path.append('/').append(encode(segment));
    }
    return path.toString();
  }

  /** A text as a segment of a path or a value in a query. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * The object that a server answered; some servers of the time wrapped it as {@code [200, object]}
   * (federation-v1, section 4). Empty if there is none.
   */
  public static Optional<JsonObject> object(RemoteAnswer answer) {
    if (answer.body() instanceof JsonObject object) {
      return Optional.of(object);
    }
    return answer.body() instanceof JsonArray pair
            && pair.size() == 2
            && pair.get(1) instanceof JsonObject second
        ? Optional.of(second)
        : Optional.empty();
  }

  /** The error code of a refusal; empty if it has none. */
  public static String errorCode(RemoteAnswer answer) {
    return answer.body() instanceof JsonObject object
            && object.get("errcode") instanceof JsonString code
        ? code.getString()
        : "";
  }

  /** What really happened, without the wrapping of stages. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /**
   * The answer to a user whose question another server could not be asked.
   *
   * @param missing what to say if the server does not exist, which is a slip of the user's
   */
  public static MatrixException refusal(Throwable failure, String missing) {
    Throwable cause = cause(failure);
    if (cause instanceof MatrixException known) {
      return known;
    }
    if (cause instanceof RemoteFailure remote) {
      return switch (remote.kind()) {
        case UNKNOWN_NAME, NOT_ALLOWED -> new MatrixException(ErrorCode.M_NOT_FOUND, missing);
        case UNREACHABLE, TIMEOUT, TOO_LARGE -> unavailable();
      };
    }
    return unavailable();
  }

  /** The answer to a user whose question another server answered with an error. */
  public static MatrixException refusal(RemoteAnswer answer, String missing) {
    return answer.status() == NOT_FOUND
        ? new MatrixException(ErrorCode.M_NOT_FOUND, missing)
        : unavailable();
  }

  /** The other server is at fault or not there. */
  public static MatrixException unavailable() {
    return unavailable("The other server does not answer as it should.");
  }

  /** The same, with a sentence that says more. */
  public static MatrixException unavailable(String sentence) {
    return new MatrixException(ErrorCode.M_UNKNOWN, BAD_GATEWAY, sentence, Map.of());
  }

  /** A text of an object; null if it is not there or no text. */
  public static @Nullable String text(JsonObject object, String key) {
    return object.get(key) instanceof JsonString text ? text.getString() : null;
  }
}
