package org.matrixee.web.common;

import java.util.Map;
import java.util.regex.Pattern;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/** How an API says no where no use case knows about it: tokens, paths, methods, parameters. */
enum Dialect {
  /** Client API v1 of October 2014 (client-api-v1, 1 and 1.2), and every path outside an API. */
  OCTOBER_2014(
      // 403, since clients of the time rely on it (D15); M_MISSING_TOKEN is a later code.
      403,
      ErrorCode.M_FORBIDDEN,
      403,
      ErrorCode.M_NOT_FOUND,
      ErrorCode.M_UNKNOWN,
      ErrorCode.M_UNKNOWN),

  /** The current client-server API (v1.19, "Standard error response"). */
  CURRENT(
      401,
      ErrorCode.M_MISSING_TOKEN,
      401,
      ErrorCode.M_UNRECOGNIZED,
      ErrorCode.M_UNRECOGNIZED,
      ErrorCode.M_INVALID_PARAM);

  private static final Pattern PATHS_OF_TODAY =
      Pattern.compile(
          "/?_matrix/(client/(r0|v[13]|unstable|versions)|media/(r0|v3|v1/create))(/.*)?");

  private final int unknownTokenStatus;
  private final ErrorCode missingToken;
  private final int missingTokenStatus;
  private final ErrorCode unknownPath;
  private final ErrorCode unknownMethod;
  private final ErrorCode badParameter;

  Dialect(
      int unknownTokenStatus,
      ErrorCode missingToken,
      int missingTokenStatus,
      ErrorCode unknownPath,
      ErrorCode unknownMethod,
      ErrorCode badParameter) {
    this.unknownTokenStatus = unknownTokenStatus;
    this.missingToken = missingToken;
    this.missingTokenStatus = missingTokenStatus;
    this.unknownPath = unknownPath;
    this.unknownMethod = unknownMethod;
    this.badParameter = badParameter;
  }

  /** The dialect of a request path. */
  static Dialect of(String path) {
    return PATHS_OF_TODAY.matcher(path).matches() ? CURRENT : OCTOBER_2014;
  }

  /** The answer to a token that nobody has. */
  MatrixException unknownToken() {
    return refusal(
        ErrorCode.M_UNKNOWN_TOKEN, unknownTokenStatus, "This access token is not known.");
  }

  /**
   * The answer to a token that was good, and that its client can renew.
   *
   * <p>v1.19: Client-Server API, "Soft logout": the device is still there.
   */
  MatrixException expiredToken() {
    return new MatrixException(
        ErrorCode.M_UNKNOWN_TOKEN,
        unknownTokenStatus,
        "This access token has expired.",
        this == CURRENT ? Map.of("soft_logout", true) : Map.of());
  }

  /**
   * The answer to somebody whose account was suspended by an administrator, which here means that
   * nothing can be done with it.
   *
   * <p>v1.19: Client-Server API, "Account locking": M_USER_LOCKED and a soft logout.
   *
   * @param refusal what the API of 2014 says
   */
  MatrixException locked(MatrixException refusal) {
    return this == CURRENT && refusal.code() == ErrorCode.M_FORBIDDEN
        ? new MatrixException(
            ErrorCode.M_USER_LOCKED,
            ErrorCode.M_USER_LOCKED.status(),
            refusal.sentence(),
            Map.of("soft_logout", true))
        : refusal;
  }

  /** The answer to a request without a token. */
  MatrixException missingToken() {
    return refusal(missingToken, missingTokenStatus, "This request needs an access token.");
  }

  /** The answer to a path that nothing listens on. */
  MatrixException unknownPath() {
    return refusal(unknownPath, 404, "Nothing is found at this path.");
  }

  /** The answer to a method that a known path does not have. */
  MatrixException unknownMethod() {
    return refusal(unknownMethod, 405, "This path does not have this method.");
  }

  /** The answer to a path or query that makes no sense. */
  MatrixException badParameter(String sentence) {
    return refusal(badParameter, 400, sentence);
  }

  /** The answer to any other request that the server cannot take. */
  MatrixException badRequest(int status) {
    return refusal(ErrorCode.M_UNKNOWN, status, "The server cannot understand this request.");
  }

  private static MatrixException refusal(ErrorCode code, int status, String sentence) {
    return new MatrixException(code, status, sentence, Map.of());
  }
}
