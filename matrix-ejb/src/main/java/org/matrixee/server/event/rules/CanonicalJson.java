package org.matrixee.server.event.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.room.JsonStrictness;

/**
 * Writes JSON in the one form that hashes and signatures cover.
 *
 * <p>Spec: appendices, "Canonical JSON". 2014: federation-v1, section 6.2.
 */
public final class CanonicalJson {
  /** The greatest integer that JSON carries safely, 2^53 - 1; its negative is the smallest. */
  public static final long MAX_INTEGER = (1L << 53) - 1;

  private static final Comparator<String> BY_CODE_POINT = CanonicalJson::compareCodePoints;

  private CanonicalJson() {}

  /**
   * The canonical bytes of a value.
   *
   * @throws MatrixException M_BAD_JSON if a number is not an integer within ±(2^53 - 1), or a
   *     string holds half a surrogate pair
   */
  public static byte[] write(JsonValue value) {
    return write(value, JsonStrictness.INTEGER_VALUES);
  }

  /**
   * The canonical bytes of a value.
   *
   * <p>A number that canonical JSON does not carry is written in {@code LENIENT} form as the
   * servers of the room versions 1 to 5 write it: integers of any size with all their digits, other
   * numbers as {@link FloatText}.
   *
   * @param strictness which numbers are carried
   * @throws MatrixException M_BAD_JSON if a number is not carried, or a string holds half a
   *     surrogate pair
   */
  public static byte[] write(JsonValue value, JsonStrictness strictness) {
    Utf8Buffer out = new Utf8Buffer();
    writeValue(value, strictness, out);
    return out.toBytes();
  }

  /**
   * The canonical bytes of an object without some of its own keys.
   *
   * @throws MatrixException as {@link #write(JsonValue)}
   */
  public static byte[] writeWithout(JsonObject object, Set<String> keys) {
    return writeWithout(object, keys, JsonStrictness.INTEGER_VALUES);
  }

  /**
   * The canonical bytes of an object without some of its own keys.
   *
   * @throws MatrixException as {@link #write(JsonValue, JsonStrictness)}
   */
  public static byte[] writeWithout(
      JsonObject object, Set<String> keys, JsonStrictness strictness) {
    Utf8Buffer out = new Utf8Buffer();
    writeObject(object, keys, strictness, out);
    return out.toBytes();
  }

  /** Whether canonical JSON carries a number: an integer within ±(2^53 - 1), however written. */
  public static boolean carries(BigDecimal number) {
    try {
      return carries(number.longValueExact());
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /** Whether canonical JSON carries a number. */
  public static boolean carries(long number) {
    return number >= -MAX_INTEGER && number <= MAX_INTEGER;
  }

  private static void writeValue(JsonValue value, JsonStrictness strictness, Utf8Buffer out) {
    switch (value.getValueType()) {
      case OBJECT -> writeObject(value.asJsonObject(), Set.of(), strictness, out);
      case ARRAY -> writeArray(value.asJsonArray(), strictness, out);
      case STRING -> out.quoted(((JsonString) value).getString());
      case NUMBER -> writeNumber((JsonNumber) value, strictness, out);
      case TRUE -> out.ascii("true");
      case FALSE -> out.ascii("false");
      case NULL -> out.ascii("null");
    }
  }

  private static void writeNumber(JsonNumber number, JsonStrictness strictness, Utf8Buffer out) {
    switch (strictness) {
      case INTEGER_VALUES -> out.number(integer(number));
      case STRICT -> {
        // A float, even if its value is an integer, may not be in such an event at all.
        if (!number.isIntegral()) {
          throw notCarried();
        }
        out.number(integer(number));
      }
      case LENIENT ->
          out.ascii(
              number.isIntegral()
                  ? number.bigIntegerValueExact().toString()
                  : FloatText.of(number.bigDecimalValue()));
    }
  }

  private static void writeArray(JsonArray array, JsonStrictness strictness, Utf8Buffer out) {
    out.ascii('[');
    boolean first = true;
    for (JsonValue element : array) {
      if (!first) {
        out.ascii(',');
      }
      first = false;
      writeValue(element, strictness, out);
    }
    out.ascii(']');
  }

  private static void writeObject(
      JsonObject object, Set<String> without, JsonStrictness strictness, Utf8Buffer out) {
    String[] keys = object.keySet().toArray(new String[0]);
    sort(keys);
    Map<String, JsonValue> values = object;
    out.ascii('{');
    boolean first = true;
    for (String key : keys) {
      JsonValue value = values.get(key);
      if (value == null || without.contains(key)) {
        continue;
      }
      if (!first) {
        out.ascii(',');
      }
      first = false;
      out.quoted(key);
      out.ascii(':');
      writeValue(value, strictness, out);
    }
    out.ascii('}');
  }

  /** By code point. Java's own order, which is much faster, is the same where no surrogates are. */
  private static void sort(String[] keys) {
    for (String key : keys) {
      for (int i = 0; i < key.length(); i++) {
        if (key.charAt(i) >= Character.MIN_SURROGATE) {
          Arrays.sort(keys, BY_CODE_POINT);
          return;
        }
      }
    }
    Arrays.sort(keys);
  }

  private static long integer(JsonNumber number) {
    long value;
    try {
      // Refuses at once what is far out of range: 1e400000 is never expanded.
      value = number.isIntegral() ? number.longValueExact() : exact(number);
    } catch (ArithmeticException e) {
      throw notCarried();
    }
    if (!carries(value)) {
      throw notCarried();
    }
    return value;
  }

  private static long exact(JsonNumber number) {
    return number.bigDecimalValue().longValueExact();
  }

  static MatrixException notCarried() {
    return new MatrixException(
        ErrorCode.M_BAD_JSON, "Numbers must be integers between -(2^53 - 1) and 2^53 - 1.");
  }

  /** Code point order, which differs from that of Java's strings beyond the basic plane. */
  static int compareCodePoints(String a, String b) {
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return rank(x) - rank(y);
      }
    }
    return a.length() - b.length();
  }

  /** Puts surrogates, which stand for the planes above, behind every other character. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
