package org.matrixee.web.common;

import java.util.Optional;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.event.TimelinePosition;

/**
 * The tokens of 2014: {@code s<stream>_<presence>_<typing>} and {@code t<topological>-<stream>}.
 *
 * <p>The reference server appended {@code _<presence>_<typing>} to both; what has no meaning here
 * is read and ignored, and a live token may lack its later parts. 2014: client-api-v1, 1.5.
 */
public final class StreamTokens {
  /** Before the place from which on messages wait for a device; 2014 had none. */
  private static final char REST = '~';

  private StreamTokens() {}

  /** Writes a token. */
  public static String write(StreamToken token) {
    if (token instanceof StreamToken.Live live) {
      String events = "s" + live.position();
      String shown = live.presence() < 0 ? events : events + "_" + live.presence();
      String typed = live.presence() < 0 || live.typing() < 0 ? shown : shown + "_" + live.typing();
      return live.hasMoreForDevice() ? typed + REST + live.rest() : typed;
    }
    if (token instanceof StreamToken.Historic historic) {
      return "t" + historic.gap().depth() + "-" + historic.gap().position();
    }
    throw new AssertionError(token);
  }

  /** Reads a token; empty if it is none. */
  public static Optional<StreamToken> read(String token) {
    int mark = token.indexOf(REST);
    if (mark < 0) {
      return read(token, StreamToken.Live.UNKNOWN);
    }
    try {
      long rest = number(token, mark + 1, token.length());
      // Where the rest begins is a place in the past.
      return rest < 0 || token.charAt(0) != 's'
          ? Optional.empty()
          : read(token.substring(0, mark), rest);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<StreamToken> read(String text, long rest) {
    int end = text.indexOf('_');
    if (end < 0) {
      end = text.length();
    } else if (!isTail(text, end)) {
      return Optional.empty();
    }
    if (end < 2) {
      return Optional.empty();
    }
    try {
      if (text.charAt(0) == 's') {
        int second = text.indexOf('_', end + 1);
        return Optional.of(
            new StreamToken.Live(
                number(text, 1, end),
                after(text, end),
                second < 0 ? StreamToken.Live.UNKNOWN : after(text, second),
                rest));
      }
      int dash = text.indexOf('-', 2); // one at 1 is the sign of the depth
      if (text.charAt(0) != 't' || dash < 0 || dash >= end) {
        return Optional.empty();
      }
      return Optional.of(
          new StreamToken.Historic(
              new TimelinePosition(number(text, 1, dash), number(text, dash + 1, end))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The number after an underscore, if there is one. */
  private static long after(String text, int underscore) {
    if (underscore == text.length()) {
      return StreamToken.Live.UNKNOWN;
    }
    int next = text.indexOf('_', underscore + 1);
    return number(text, underscore + 1, next < 0 ? text.length() : next);
  }

  /** As {@link Long#parseLong}, but in ASCII and without a plus sign. */
  private static long number(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c != '-' || i > start)) {
        throw new NumberFormatException();
      }
    }
    return Long.parseLong(text, start, end, 10);
  }

  /** Whether the rest is one or more times an underscore and digits. */
  private static boolean isTail(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean underscoreBeforeDigit =
          c == '_' && i + 1 < text.length() && text.charAt(i + 1) != '_';
      if (!digit && !underscoreBeforeDigit) {
        return false;
      }
    }
    return true;
  }
}
