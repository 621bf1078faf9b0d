package org.matrixee.server.event.rules;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/** A growing UTF-8 text; the pieces that canonical JSON is made of. */
final class Utf8Buffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[1024];
  private int size;

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void ascii(char c) {
    ensure(1);
    bytes[size++] = (byte) c;
  }

  @SuppressWarnings("deprecation") // The one copy that is right for ASCII, and needs no encoder.
  void ascii(String text) {
    int length = text.length();
    ensure(length);
    text.getBytes(0, length, bytes, size);
    size += length;
  }

  void number(long value) {
    ascii(Long.toString(value));
  }

  /** A string in quotes, with the escapes that are necessary and no others. */
  void quoted(String text) {
    int length = text.length();
    // The longest form of one UTF-16 unit is a six byte escape.
    ensure(length * 6 + 2);
    byte[] to = bytes;
    int at = size;
    to[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (c >= ' ' && c != '"' && c != '\\') {
          to[at++] = (byte) c;
        } else {
          at = escape(c, to, at);
        }
      } else if (c < 0x800) {
        to[at++] = (byte) (0xc0 | (c >> 6));
        to[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate(c)) {
        to[at++] = (byte) (0xe0 | (c >> 12));
        to[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        to[at++] = (byte) (0x80 | (c & 0x3f));
      } else {
        at = pair(text, i, to, at);
        i++;
      }
    }
    to[at++] = '"';
    size = at;
  }

  private static int escape(char c, byte[] to, int start) {
    int at = start;
    to[at++] = '\\';
    switch (c) {
      case '"', '\\' -> to[at++] = (byte) c;
      case '\b' -> to[at++] = 'b';
      case '\f' -> to[at++] = 'f';
      case '\n' -> to[at++] = 'n';
      case '\r' -> to[at++] = 'r';
      case '\t' -> to[at++] = 't';
      default -> {
        to[at++] = 'u';
        to[at++] = '0';
        to[at++] = '0';
        to[at++] = HEX[c >> 4];
        to[at++] = HEX[c & 0xf];
      }
    }
    return at;
  }

  private static int pair(String text, int i, byte[] to, int start) {
    int codePoint = text.codePointAt(i);
    if (codePoint < 0x10000) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON, "A string holds half a surrogate pair, which is not Unicode.");
    }
    int at = start;
    to[at++] = (byte) (0xf0 | (codePoint >> 18));
    to[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
    to[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
    to[at++] = (byte) (0x80 | (codePoint & 0x3f));
    return at;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }
}
