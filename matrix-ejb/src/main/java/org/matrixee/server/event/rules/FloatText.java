package org.matrixee.server.event.rules;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Writes a number that is not an integer as the servers of the room versions 1 to 5 do, whose
 * hashes cover it: as the shortest decimal that reads back as the same double, with an exponent
 * below 1e-4 and from 1e16 on.
 *
 * <p>Canonical JSON has no floats, so the specification does not say; rooms hold what servers
 * wrote.
 */
final class FloatText {
  private static final int MOST_DIGITS = 17;
  private static final int FIRST_EXPONENT = 16;
  private static final int LAST_FRACTION = -4;

  private FloatText() {}

  /**
   * The text of a number.
   *
   * @throws org.matrixee.model.error.MatrixException M_BAD_JSON if no double is near it
   */
  static String of(BigDecimal number) {
    double value = number.doubleValue();
    if (Double.isInfinite(value)) {
      throw CanonicalJson.notCarried();
    }
    if (value == 0) {
      // A decimal has no negative zero, but may be too small for a double.
      return number.signum() < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(value);
    String digits = shortest.unscaledValue().abs().toString();
    int exponent = shortest.precision() - shortest.scale() - 1;
    String sign = shortest.signum() < 0 ? "-" : "";
    return sign
        + (exponent < LAST_FRACTION || exponent >= FIRST_EXPONENT
            ? scientific(digits, exponent)
            : plain(digits, exponent));
  }

  /** The fewest digits that stand for the double, without zeros at the end. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS)).stripTrailingZeros();
  }

  private static String scientific(String digits, int exponent) {
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String size = Integer.toString(Math.abs(exponent));
    return digits.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + (size.length() == 1 ? "0" + size : size);
  }

  private static String plain(String digits, int exponent) {
    if (exponent < 0) {
      return "0." + "0".repeat(-exponent - 1) + digits;
    }
    if (digits.length() <= exponent + 1) {
      return digits + "0".repeat(exponent + 1 - digits.length()) + ".0";
    }
    return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
  }
}
