package org.matrixee.web.client.account;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.DeviceId;
import org.matrixee.server.account.device.DeviceWish;
import org.matrixee.web.common.JsonFields;

/**
 * Reads the keys of requests about accounts. What is missing is refused with M_MISSING_PARAM, what
 * is of a wrong type with M_BAD_JSON.
 *
 * <p>v1.19: Client-Server API, "Standard error response".
 */
final class AccountFields {
  private AccountFields() {}

  /** A string that must be there. */
  static String requireString(JsonObject body, String key) {
    return JsonFields.findString(body, key).orElseThrow(() -> missing(key));
  }

  /** A boolean that may be absent or null. */
  static boolean isTrue(JsonObject body, String key, boolean otherwise) {
    return isAbsent(body, key) ? otherwise : JsonFields.requireBoolean(body, key);
  }

  /** An object that must be there. */
  static JsonObject requireObject(JsonObject body, String key) {
    return findObject(body, key).orElseThrow(() -> missing(key));
  }

  /** An object that may be absent or null. */
  static Optional<JsonObject> findObject(JsonObject body, String key) {
    if (isAbsent(body, key)) {
      return Optional.empty();
    }
    if (body.get(key) instanceof JsonObject object) {
      return Optional.of(object);
    }
    throw JsonFields.bad("The key '" + key + "' must hold an object.");
  }

  /** The authentication that a request brings; null if it brings none. */
  static @Nullable JsonObject auth(JsonObject body) {
    return findObject(body, "auth").orElse(null);
  }

  /** What a client wants to be known as. */
  static DeviceWish device(JsonObject body) {
    return new DeviceWish(
        JsonFields.findString(body, "device_id").map(DeviceId::new),
        JsonFields.findString(body, "initial_device_display_name").orElse(null),
        isTrue(body, "refresh_token", false));
  }

  /** Whether a key is absent or null. */
  static boolean isAbsent(JsonObject body, String key) {
    @Nullable JsonValue value = body.get(key);
    return value == null || value.getValueType() == JsonValue.ValueType.NULL;
  }

  /** The refusal of a request that lacks something. */
  static MatrixException missing(String key) {
    return new MatrixException(ErrorCode.M_MISSING_PARAM, "'" + key + "' must be there.");
  }
}
