package org.matrixee.web.common;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/**
 * Reads the keys of a request's JSON object. Whatever is missing or of a wrong type is refused with
 * M_BAD_JSON and a sentence that names the key.
 */
public final class JsonFields {
  private JsonFields() {}

  /** A string that must be there. */
  public static String requireString(JsonObject body, String key) {
    return findString(body, key)
        .orElseThrow(() -> bad("The key '" + key + "' must be there, with a string."));
  }

  /** A string that may be absent or null. */
  public static Optional<String> findString(JsonObject body, String key) {
    @Nullable JsonValue value = body.get(key);
    return value == null || value.getValueType() == JsonValue.ValueType.NULL
        ? Optional.empty()
        : Optional.of(text(value, key));
  }

  /** A boolean that must be there. */
  public static boolean requireBoolean(JsonObject body, String key) {
    @Nullable JsonValue value = body.get(key);
    if (JsonValue.TRUE.equals(value) || JsonValue.FALSE.equals(value)) {
      return JsonValue.TRUE.equals(value);
    }
    throw bad("The key '" + key + "' must be there, with true or false.");
  }

  /** A list of strings; empty if absent or null. */
  public static List<String> strings(JsonObject body, String key) {
    @Nullable JsonValue value = body.get(key);
    if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
      return List.of();
    }
    if (!(value instanceof JsonArray array)) {
      throw bad("The key '" + key + "' must hold a list of strings.");
    }
    List<String> texts = new ArrayList<>(array.size());
    for (JsonValue entry : array) {
      texts.add(text(entry, key));
    }
    return texts;
  }

  /** A refusal of the body. */
  public static MatrixException bad(String sentence) {
    return new MatrixException(ErrorCode.M_BAD_JSON, sentence);
  }

  /** Whether a text has neither NUL, which databases cannot store, nor half a surrogate pair. */
  static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  private static String text(JsonValue value, String key) {
    if (!(value instanceof JsonString string)) {
      throw bad("The key '" + key + "' must hold strings only.");
    }
    String text = string.getString();
    if (!isStorable(text)) {
      throw bad("The key '" + key + "' holds a character that is not allowed.");
    }
    return text;
  }
}
