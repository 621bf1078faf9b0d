package org.matrixee.web.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.web.common.JsonFields;

/**
 * Reads the keys of requests of the current API. What is missing is refused with M_MISSING_PARAM,
 * what is of a wrong type with M_BAD_JSON.
 *
 * <p>v1.19: Client-Server API, "Standard error response".
 */
public final class CurrentFields {
  private CurrentFields() {}

  /** An object that must be there. */
  public static JsonObject requireObject(JsonObject body, String key) {
    return findObject(body, key)
        .orElseThrow(
            () -> new MatrixException(ErrorCode.M_MISSING_PARAM, "'" + key + "' must be there."));
  }

  /** An object that may be absent or null. */
  public static Optional<JsonObject> findObject(JsonObject body, String key) {
    @Nullable JsonValue value = body.get(key);
    if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
      return Optional.empty();
    }
    if (value instanceof JsonObject object) {
      return Optional.of(object);
    }
    throw JsonFields.bad("The key '" + key + "' must hold an object.");
  }
}
