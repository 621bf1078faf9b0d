package org.matrixee.server.keys.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/** Reads objects with keys: what is missing is M_MISSING_PARAM, a wrong type M_BAD_JSON. */
final class Fields {
  /** Looked up once: {@code Json.createX} would search the class path each time. */
  static final JsonProvider JSON = JsonProvider.provider();

  static final String SIGNATURES = "signatures";
  static final String UNSIGNED = "unsigned";
  static final String USER_ID = "user_id";
  static final String KEYS = "keys";
  static final String ED25519 = "ed25519:";

  private static final int CURVE25519_BYTES = 32;

  private Fields() {}

  static JsonValue require(JsonObject object, String key) {
    @Nullable JsonValue value = object.get(key);
    if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
      throw new MatrixException(ErrorCode.M_MISSING_PARAM, "'" + key + "' must be there.");
    }
    return value;
  }

  static String string(JsonObject object, String key) {
    return string(require(object, key), key);
  }

  static String string(JsonValue value, String key) {
    if (value instanceof JsonString string) {
      return string.getString();
    }
    throw badJson("'" + key + "' must hold a string.");
  }

  static JsonObject object(JsonObject object, String key) {
    return object(require(object, key), key);
  }

  static JsonObject object(JsonValue value, String key) {
    if (value instanceof JsonObject inner) {
      return inner;
    }
    throw badJson("'" + key + "' must hold an object.");
  }

  static MatrixException badJson(String sentence) {
    return new MatrixException(ErrorCode.M_BAD_JSON, sentence);
  }

  static MatrixException invalid(String sentence) {
    return new MatrixException(ErrorCode.M_INVALID_PARAM, sentence);
  }

  /** Refuses what cannot be a Curve25519 public key. */
  static void requireCurve25519(String base64, String name) {
    if (decoded(base64).filter(bytes -> bytes.length == CURVE25519_BYTES).isEmpty()) {
      throw invalid("'" + name + "' must be 32 bytes in base64.");
    }
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
