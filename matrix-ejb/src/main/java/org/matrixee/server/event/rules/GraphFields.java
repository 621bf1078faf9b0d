package org.matrixee.server.event.rules;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.room.JsonStrictness;

/**
 * Checks of single keys of the PDUs of the room versions 1 to 12.
 *
 * <p>Spec: room versions, "Event format"; client-server, "Size limits".
 */
final class GraphFields {
  private static final int MAX_BYTES = 255;
  private static final int MAX_HASHES = 16;

  private GraphFields() {}

  static String shortText(PduFields fields, String key) {
    String value = findShortText(fields, key);
    if (value == null) {
      throw PduFields.bad("The PDU lacks " + key + ".");
    }
    return value;
  }

  static @Nullable String findShortText(PduFields fields, String key) {
    String value = fields.findString(key);
    if (value != null && value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw PduFields.bad(key + " must not be longer than " + MAX_BYTES + " bytes.");
    }
    return value;
  }

  /** Up to 2^63 - 1, and up to 2^53 - 1 where canonical JSON is enforced. */
  static long depth(PduFields fields, JsonStrictness strictness) {
    long depth = strictness == JsonStrictness.LENIENT ? anyLong(fields) : fields.integer("depth");
    if (depth < 0) {
      throw PduFields.bad("depth must not be negative.");
    }
    return depth;
  }

  private static long anyLong(PduFields fields) {
    try {
      if (fields.pdu().get("depth") instanceof JsonNumber number) {
        return number.bigDecimalValue().longValueExact();
      }
    } catch (ArithmeticException e) {
      throw PduFields.bad("depth must be an integer below 2^63.");
    }
    return fields.integer("depth");
  }

  /** The forms of {@code hashes}, {@code signatures} and {@code unsigned}. */
  static void checkProofs(PduFields fields) {
    JsonObject hashes = fields.object("hashes");
    if (hashes.size() > MAX_HASHES
        || !hashes.values().stream().allMatch(JsonString.class::isInstance)) {
      throw PduFields.bad("hashes must be an object of a few strings.");
    }
    for (JsonValue ofServer : fields.object("signatures").values()) {
      if (!(ofServer instanceof JsonObject keys)
          || !keys.values().stream().allMatch(JsonString.class::isInstance)) {
        throw PduFields.bad("signatures must be an object of objects of strings.");
      }
    }
    if (fields.has("unsigned")) {
      fields.object("unsigned");
    }
  }
}
