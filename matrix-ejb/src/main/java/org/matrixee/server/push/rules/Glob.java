package org.matrixee.server.push.rules;

import java.util.Locale;

/**
 * Patterns in which {@code *} stands for anything and {@code ?} for one character; case does not
 * count. The time grows with pattern times text, whatever the pattern: users write them.
 *
 * <p>v1.19: appendices, "Glob-style matching"; client-server, "Conditions".
 */
final class Glob {
  private final String pattern;
  private final String text;
  private final boolean words;

  private Glob(String pattern, String text, boolean words) {
    this.pattern = pattern.toLowerCase(Locale.ROOT);
    this.text = text.toLowerCase(Locale.ROOT);
    this.words = words;
  }

  /** Whether a pattern fits a whole text. */
  static boolean fits(String pattern, String text) {
    Glob glob = new Glob(pattern, text, false);
    // Most patterns are the names of event types.
    return glob.isPlain() ? glob.pattern.equals(glob.text) : glob.fits();
  }

  /** Whether a pattern fits some words of a text, from the beginning of one to the end of one. */
  static boolean fitsWords(String pattern, String text) {
    return new Glob(pattern, text, true).fits();
  }

  private boolean isPlain() {
    return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
  }

  /** Walks along the text with all places of the pattern at which it may be. */
  private boolean fits() {
    boolean[] places = new boolean[pattern.length() + 1];
    for (int at = 0; at <= text.length(); at++) {
      if (at == 0 || (words && !isWord(at - 1))) {
        places[0] = true;
      }
      passStars(places);
      boolean end = at == text.length() || (words && !isWord(at));
      if (end && places[pattern.length()]) {
        return true;
      }
      if (at < text.length()) {
        places = next(places, text.charAt(at));
      }
    }
    return false;
  }

  /** A star may stand for nothing. */
  private void passStars(boolean[] places) {
    for (int i = 0; i < pattern.length(); i++) {
      if (places[i] && pattern.charAt(i) == '*') {
        places[i + 1] = true;
      }
    }
  }

  private boolean[] next(boolean[] places, char c) {
    boolean[] next = new boolean[places.length];
    for (int i = 0; i < pattern.length(); i++) {
      if (places[i]) {
        char wanted = pattern.charAt(i);
        if (wanted == '*') {
          next[i] = true;
        } else if (wanted == '?' || wanted == c) {
          next[i + 1] = true;
        }
      }
    }
    return next;
  }

  private boolean isWord(int at) {
    char c = text.charAt(at);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }
}
