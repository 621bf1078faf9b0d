package org.matrixee.server.account.uia;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/** Reads the keys of a request's {@code auth}. */
public final class AuthFields {
  private AuthFields() {}

  /**
   * A string that must be there.
   *
   * @throws MatrixException M_MISSING_PARAM if it is not; M_BAD_JSON if something else is there
   */
  public static String requireString(JsonObject auth, String key) {
    return findString(auth, key)
        .orElseThrow(
            () ->
                new MatrixException(
                    ErrorCode.M_MISSING_PARAM, "The key '" + key + "' of 'auth' must be there."));
  }

  /**
   * A string that may be absent or null.
   *
   * @throws MatrixException M_BAD_JSON if something else is there
   */
  public static Optional<String> findString(JsonObject auth, String key) {
    @Nullable JsonValue value = auth.get(key);
    if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
      return Optional.empty();
    }
    if (value instanceof JsonString string) {
      return Optional.of(string.getString());
    }
    throw new MatrixException(
        ErrorCode.M_BAD_JSON, "The key '" + key + "' of 'auth' must hold a string.");
  }
}
