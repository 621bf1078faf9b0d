package org.matrixee.model.error;

/** Error codes of the specification, each with the HTTP status that it usually has. */
public enum ErrorCode {
  /** Not allowed: failed login, not in the room, level too low, not invited. */
  M_FORBIDDEN(403),
  /** A token that is not known; the 2014 API answers 403, the current one 401. */
  M_UNKNOWN_TOKEN(401),
  /** No token at all, in the current API. */
  M_MISSING_TOKEN(401),
  /** JSON that lacks a key or has one of the wrong type or value. */
  M_BAD_JSON(400),
  /** A body that is not JSON. */
  M_NOT_JSON(400),
  /** Nothing there. */
  M_NOT_FOUND(404),
  /** Too many requests; carries {@code retry_after_ms}. */
  M_LIMIT_EXCEEDED(429),
  /** The user ID is taken. */
  M_USER_IN_USE(400),
  /** Nobody has followed the link in the mail yet. */
  M_LOGIN_EMAIL_URL_NOT_YET(403),
  /** The room alias is taken. */
  M_ROOM_IN_USE(400),
  /** A pagination parameter that makes no sense. */
  M_BAD_PAGINATION(400),
  /** A user or room name that people could mistake for another. */
  M_FAILED_HUMAN_ID_CHECK(400),
  /** The body or event is over the limit. */
  M_TOO_LARGE(413),
  /** An unknown path or method, in the current API. */
  M_UNRECOGNIZED(404),
  /** A key or parameter that a request must have is not there, in the current API. */
  M_MISSING_PARAM(400),
  /** A wanted user name that no user ID can have, in the current API. */
  M_INVALID_USERNAME(400),
  /** Guests are not let in, in the current API. */
  M_GUEST_ACCESS_FORBIDDEN(403),
  /** The account was given up for good, in the current API. */
  M_USER_DEACTIVATED(403),
  /** The account is locked, and may be used again some day, in the current API. */
  M_USER_LOCKED(401),
  /** A parameter that makes no sense, in the current API. */
  M_INVALID_PARAM(400),
  /** An alias that does not lead to the room that wants it. */
  M_BAD_ALIAS(400),
  /** A room version that this server does not make rooms of. */
  M_UNSUPPORTED_ROOM_VERSION(400),
  /** The events that a new room is to begin with contradict its rules. */
  M_INVALID_ROOM_STATE(400),
  /** A profile would be larger than it may be. */
  M_PROFILE_TOO_LARGE(400),
  /** The name of a profile's field is longer than it may be. */
  M_KEY_TOO_LARGE(400),
  /** The same remark on the same event again, by the same user. */
  M_DUPLICATE_ANNOTATION(400),
  /** A signature that is not there, or not right, in the current API. */
  M_INVALID_SIGNATURE(400),
  /** Not the newest backup of room keys; carries {@code current_version}. */
  M_WRONG_ROOM_KEYS_VERSION(403),
  /** A file whose name is known and whose bytes are not here yet, in the current API. */
  M_NOT_YET_UPLOADED(504),
  /** There is a file of this name already, in the current API. */
  M_CANNOT_OVERWRITE_MEDIA(409),
  /** The address belongs to an account already. */
  M_THREEPID_IN_USE(400),
  /** No account has the address. */
  M_THREEPID_NOT_FOUND(400),
  /** Nobody has proven to own the address. */
  M_THREEPID_AUTH_FAILED(403),
  /** This server does not take such addresses. */
  M_THREEPID_DENIED(403),
  /** A federation request without a good signature. */
  M_UNAUTHORIZED(401),
  /** Anything else. */
  M_UNKNOWN(400);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** The HTTP status that usually goes with this code. */
  public int status() {
    return status;
  }
}
