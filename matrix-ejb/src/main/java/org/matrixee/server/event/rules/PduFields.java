package org.matrixee.server.event.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/** Typed access to the keys of a PDU; every complaint names the key. */
record PduFields(JsonObject pdu) {
  /** A complaint about the PDU. */
  static MatrixException bad(String sentence) {
    return new MatrixException(ErrorCode.M_BAD_JSON, sentence);
  }

  boolean has(String key) {
    return pdu.containsKey(key);
  }

  String string(String key) {
    String value = findString(key);
    if (value == null) {
      throw bad("The PDU lacks " + key + ".");
    }
    return value;
  }

  @Nullable String findString(String key) {
    JsonValue value = pdu.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw bad(key + " must be a string.");
  }

  long integer(String key) {
    Long value = findInteger(key);
    if (value == null) {
      throw bad("The PDU lacks " + key + ".");
    }
    return value;
  }

  @Nullable Long findInteger(String key) {
    JsonValue value = pdu.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonNumber number && CanonicalJson.carries(number.bigDecimalValue())) {
      return number.longValueExact();
    }
    throw bad(key + " must be an integer between -(2^53 - 1) and 2^53 - 1.");
  }

  boolean bool(String key) {
    JsonValue value = pdu.get(key);
    if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
      return value == JsonValue.TRUE;
    }
    throw bad(value == null ? "The PDU lacks " + key + "." : key + " must be true or false.");
  }

  JsonObject object(String key) {
    JsonValue value = pdu.get(key);
    if (value instanceof JsonObject object) {
      return object;
    }
    throw bad(value == null ? "The PDU lacks " + key + "." : key + " must be an object.");
  }

  JsonArray array(String key) {
    JsonValue value = pdu.get(key);
    if (value instanceof JsonArray array) {
      return array;
    }
    throw bad(value == null ? "The PDU lacks " + key + "." : key + " must be an array.");
  }
}
