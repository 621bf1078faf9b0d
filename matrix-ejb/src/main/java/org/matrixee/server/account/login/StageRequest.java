package org.matrixee.server.account.login;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;

/**
 * A request to perform a stage.
 *
 * @param purpose what it leads to
 * @param body what the client sent, or, from outside, what the way in passed on
 * @param user whom the request is about, as this one, or an earlier one of the session, says: at
 *     login the account's folded ID, not proven; at registration the wanted one. Empty if nobody
 *     was named, or one that cannot be a user of this server
 * @param established what earlier stages of the session established
 * @param remembered what this stage asked to remember in this session; empty at its first request
 * @param address where the request comes from
 * @param fromOutside whether it came by the one-time key that this stage gave out, and not by the
 *     client with its session
 */
public record StageRequest(
    LoginPurpose purpose,
    JsonObject body,
    Optional<UserId> user,
    Established established,
    JsonObject remembered,
    String address,
    boolean fromOutside) {

  /**
   * A string that the body must have.
   *
   * @throws MatrixException M_BAD_JSON
   */
  public String requireString(String key) {
    return findString(key)
        .orElseThrow(() -> bad("The key '" + key + "' must be there, with a string."));
  }

  /**
   * A string that the body may have.
   *
   * @throws MatrixException M_BAD_JSON if something else is there
   */
  public Optional<String> findString(String key) {
    return string(body, key);
  }

  /** The same of any body. */
  static Optional<String> string(JsonObject body, String key) {
    @Nullable JsonValue value = body.get(key);
    if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
      return Optional.empty();
    }
    if (value instanceof JsonString string) {
      return Optional.of(string.getString());
    }
    throw bad("The key '" + key + "' must hold a string.");
  }

  /** A refusal of the body. */
  public static MatrixException bad(String sentence) {
    return new MatrixException(ErrorCode.M_BAD_JSON, sentence);
  }

  /** Leaves the body out: it holds secrets. */
  @Override
  public String toString() {
    return "StageRequest[" + purpose + "]";
  }
}
