package org.matrixee.web.common;

import java.util.Map;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/**
 * How an API says no in the cases that no use case knows about: tokens, paths, methods, parameters.
 *
 * <p>Only the dialect of October 2014 exists. The current one will answer 401 for tokens and has
 * codes of its own for the rest; it becomes a second constant here.
 */
enum Dialect {
  /** Client API v1 of October 2014 (client-api-v1, 1 and 1.2), and every path outside an API. */
  OCTOBER_2014;

  /** The dialect of a request path. */
  static Dialect of(String path) {
    return OCTOBER_2014;
  }

  /** The answer to a token that nobody has: 403, since clients of the time rely on it (D15). */
  MatrixException unknownToken() {
    return refusal(ErrorCode.M_UNKNOWN_TOKEN, 403, "This access token is not known.");
  }

  /** The answer to a request without a token. {@code M_MISSING_TOKEN} is a later code. */
  MatrixException missingToken() {
    return refusal(ErrorCode.M_FORBIDDEN, 403, "This request needs an access token.");
  }

  /** The answer to a path that nothing listens on. */
  MatrixException unknownPath() {
    return refusal(ErrorCode.M_NOT_FOUND, 404, "Nothing is found at this path.");
  }

  /** The answer to a method that a known path does not have. */
  MatrixException unknownMethod() {
    return refusal(ErrorCode.M_UNKNOWN, 405, "This path does not have this method.");
  }

  /** The answer to a path or query that makes no sense. */
  MatrixException badParameter(String sentence) {
    return refusal(ErrorCode.M_UNKNOWN, 400, sentence);
  }

  /** The answer to any other request that the server cannot take. */
  MatrixException badRequest(int status) {
    return refusal(ErrorCode.M_UNKNOWN, status, "The server cannot understand this request.");
  }

  private static MatrixException refusal(ErrorCode code, int status, String sentence) {
    return new MatrixException(code, status, sentence, Map.of());
  }
}
