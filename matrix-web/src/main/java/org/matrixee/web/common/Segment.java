package org.matrixee.web.common;

/**
 * A segment of a path that is no identifier of ours: an event type, a state key, a transaction id.
 *
 * @param value the decoded text, 1 to 255 characters of proper Unicode without NUL
 */
public record Segment(String value) {
  /** As long as an identifier may be. */
  static final int MAX_LENGTH = 255;

  /** Checks length and characters. */
  public Segment {
    if (value.isEmpty() || value.length() > MAX_LENGTH || !JsonFields.isStorable(value)) {
      throw Dialect.OCTOBER_2014.badParameter(
          "A part of the path is longer than 255 characters or holds one that is not allowed.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
