package org.matrixee.server.config;

/**
 * How often something may be done.
 *
 * @param burst how many times at once
 * @param millis how long until once more, when those are used up
 */
public record Rate(int burst, int millis) {
  /** A bucket that takes longer than this to fill would be forgotten before. */
  public static final int MOST_TO_FILL = 3_600_000;

  /**
   * Reads {@code burst/millis}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Rate parse(String text) {
    if (text.matches("[1-9][0-9]{0,5}/[1-9][0-9]{0,6}")) {
      int slash = text.indexOf('/');
      int burst = Integer.parseInt(text.substring(0, slash));
      int millis = Integer.parseInt(text.substring(slash + 1));
      if ((long) burst * millis <= MOST_TO_FILL) {
        return new Rate(burst, millis);
      }
    }
    throw new IllegalArgumentException(
        "must be a number of actions, a slash and milliseconds, such as 30/100, whose product is at"
            + " most "
            + MOST_TO_FILL);
  }
}
