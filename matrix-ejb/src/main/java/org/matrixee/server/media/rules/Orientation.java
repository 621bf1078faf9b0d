package org.matrixee.server.media.rules;

/**
 * How a camera was held, as its JPEG file says (Exif 2.3, tag 0x0112).
 *
 * @param number 1 to 8; 1 is upright
 */
public record Orientation(int number) {
  /** Upright, or unknown. */
  public static final Orientation UPRIGHT = new Orientation(1);

  private static final int TAG = 0x0112;
  private static final int ENTRY = 12;
  private static final int MAX_ENTRIES = 1000;
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

  /** Whether width and height change places. */
  public boolean isTurned() {
    return number >= 5;
  }

  /** Reads the beginning of a JPEG file; whatever is odd counts as upright. */
  public static Orientation of(byte[] head) {
    int place = 2;
    while (place + 4 <= head.length && (head[place] & 0xff) == 0xff) {
      int marker = head[place + 1] & 0xff;
      int length = number(head, place + 2, 2, true);
      if (marker == 0xe1 && isExif(head, place + 4)) {
        return ofTiff(head, place + 4 + EXIF.length);
      }
      if (marker == 0xda || length < 2) {
        return UPRIGHT;
      }
      place += 2 + length;
    }
    return UPRIGHT;
  }

  private static boolean isExif(byte[] head, int place) {
    for (int i = 0; i < EXIF.length; i++) {
      if (place + i >= head.length || head[place + i] != EXIF[i]) {
        return false;
      }
    }
    return true;
  }

  private static Orientation ofTiff(byte[] head, int tiff) {
    if (tiff + 8 > head.length) {
      return UPRIGHT;
    }
    boolean big = head[tiff] == 'M';
    int offset = number(head, tiff + 4, 4, big);
    if (offset < 8 || offset > head.length) {
      return UPRIGHT;
    }
    int place = tiff + offset;
    int entries = Math.min(MAX_ENTRIES, Math.max(0, number(head, place, 2, big)));
    for (int i = 0; i < entries; i++) {
      int entry = place + 2 + i * ENTRY;
      if (number(head, entry, 2, big) == TAG) {
        int value = number(head, entry + 8, 2, big);
        return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** A number of the file; -1 beyond its end. */
  private static int number(byte[] head, int place, int bytes, boolean big) {
    if (place < 0 || place + bytes > head.length) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      int digit = head[place + (big ? i : bytes - 1 - i)] & 0xff;
      value = value << 8 | digit;
    }
    return value;
  }
}
