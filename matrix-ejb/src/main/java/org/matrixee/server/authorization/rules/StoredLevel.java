package org.matrixee.server.authorization.rules;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A level as it may stand in stored content. */
final class StoredLevel {
  private static final long MAX = (1L << 53) - 1;
  private static final Pattern NUMERAL = Pattern.compile("[+-]?[0-9]{1,16}");

  private StoredLevel() {}

  /**
   * Reads a level: an integer, or a string that holds one as servers of 2014 accepted it.
   *
   * @return null if there is no level, or none that can be read
   */
  static @Nullable Long parse(@Nullable JsonValue value) {
    try {
      if (value instanceof JsonNumber number) {
        return inRange(number.bigDecimalValue().longValueExact());
      }
      if (value instanceof JsonString text) {
        String numeral = text.getString().strip();
        return NUMERAL.matcher(numeral).matches() ? inRange(Long.parseLong(numeral)) : null;
      }
      return null;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Long inRange(long level) {
    return level >= -MAX && level <= MAX ? level : null;
  }
}
