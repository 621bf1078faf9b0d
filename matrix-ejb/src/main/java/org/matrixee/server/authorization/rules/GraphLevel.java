package org.matrixee.server.authorization.rules;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.room.LevelSyntax;

/** One level as the room versions 1 to 12 write it. */
final class GraphLevel {
  private static final Pattern NUMERAL = Pattern.compile("[+-]?[0-9]{1,400}");

  /** Beyond what can be written in JSON safely, and below what creators have. */
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE - 1);

  private GraphLevel() {}

  /**
   * Reads a level.
   *
   * <p>Spec: room version 1, "m.room.power_levels events accept values as strings" and "as floats".
   *
   * @return null if there is no level, or none that the room version can read. Levels beyond what a
   *     {@code long} holds are cut to it
   */
  static @Nullable Long parse(@Nullable JsonValue value, LevelSyntax syntax) {
    if (value instanceof JsonNumber number) {
      if (number.isIntegral()) {
        return cut(number.bigIntegerValueExact());
      }
      return syntax == LevelSyntax.NUMBERS_AND_STRINGS ? cutFloat(number.bigDecimalValue()) : null;
    }
    if (value instanceof JsonString text && syntax != LevelSyntax.INTEGERS) {
      String numeral = text.getString().strip();
      return NUMERAL.matcher(numeral).matches() ? cut(new BigInteger(numeral)) : null;
    }
    return null;
  }

  private static @Nullable Long cutFloat(BigDecimal number) {
    return Double.isInfinite(number.doubleValue()) ? null : cut(number.toBigInteger());
  }

  private static long cut(BigInteger level) {
    return level.min(MOST).max(MOST.negate()).longValueExact();
  }
}
