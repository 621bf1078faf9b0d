package org.matrixee.server.media.rules;

/**
 * Width and height of a picture.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 */
public record Size(int width, int height) {
  /** Checks that there is a pixel. */
  public Size {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a picture has at least one pixel");
    }
  }

  /** How many pixels it has. */
  public long pixels() {
    return (long) width * height;
  }

  /** The longer side. */
  int longer() {
    return Math.max(width, height);
  }

  /** Whether it has room for another size. */
  boolean holds(Size other) {
    return other.width <= width && other.height <= height;
  }

  /** The same, lying on its side. */
  @SuppressWarnings("ArgumentSelectionDefectChecker") // they are swapped
  public Size turned() {
    return new Size(height, width);
  }
}
