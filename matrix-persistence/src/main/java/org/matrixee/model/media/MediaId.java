package org.matrixee.model.media;

import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/**
 * The name of an uploaded file: random, and no more telling than a room ID's.
 *
 * @param value 1 to 100 letters, digits, hyphens and underscores
 */
public record MediaId(String value) {
  private static final int MAX_LENGTH = 100;

  /**
   * Checks the characters.
   *
   * @throws MatrixException M_NOT_FOUND for any other text: it names no file
   */
  public MediaId {
    if (value.isEmpty() || value.length() > MAX_LENGTH || !isPlain(value)) {
      throw new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such file.");
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (c < '0' || c > '9') && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
