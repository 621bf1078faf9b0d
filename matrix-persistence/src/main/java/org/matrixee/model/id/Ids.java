package org.matrixee.model.id;

import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/** Syntax shared by all identifiers with a sigil, a local part and a domain. */
final class Ids {
  /** Longest identifier, in UTF-16 units; every current room version has the same limit. */
  static final int MAX_LENGTH = 255;

  private Ids() {}

  /**
   * Checks {@code <sigil><localpart>:<domain>}.
   *
   * @throws MatrixException M_BAD_JSON with a sentence naming {@code what} if the form is wrong
   */
  static void require(String value, char sigil, String what) {
    if (value.isEmpty() || value.charAt(0) != sigil) {
      throw bad(what, "must start with '" + sigil + "'");
    }
    requireText(value, what);
    int colon = value.indexOf(':');
    if (colon < 0 || colon == value.length() - 1) {
      throw bad(what, "must end with a colon and a server name");
    }
    if (colon == 1) {
      throw bad(what, "must have a part before the colon");
    }
  }

  /** Checks length and characters that no identifier may hold. */
  static void requireText(String value, String what) {
    if (value.isEmpty()) {
      throw bad(what, "must not be empty");
    }
    if (value.length() > MAX_LENGTH) {
      throw bad(what, "must not be longer than " + MAX_LENGTH + " characters");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == 0x7f || isLoneSurrogate(value, i)) {
        throw bad(what, "holds a character that is not allowed");
      }
    }
  }

  private static boolean isLoneSurrogate(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 >= value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
  }

  static String localpart(String value) {
    return value.substring(1, value.indexOf(':'));
  }

  static ServerName server(String value) {
    return new ServerName(value.substring(value.indexOf(':') + 1));
  }

  private static MatrixException bad(String what, String problem) {
    return new MatrixException(ErrorCode.M_BAD_JSON, "The " + what + " " + problem + ".");
  }
}
