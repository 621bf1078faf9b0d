package org.matrixee.web.common;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Percent-encoded text of addresses. */
final class PercentEncoding {
  /** Printable ASCII that an address may hold only as an escape (RFC 3986, sections 2 and 3). */
  private static final String UNSAFE = "\"<>\\^`{|}#";

  private PercentEncoding() {}

  /**
   * Whether a text, null included, holds only characters of addresses, with escapes that stand for
   * well-formed UTF-8. The listener lets the others through so that their refusal has our form.
   */
  static boolean isDecodable(@Nullable String text) {
    if (text == null) {
      return true;
    }
    boolean escaped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f || UNSAFE.indexOf(c) >= 0) {
        return false;
      }
      escaped |= c == '%';
    }
    return !escaped || isEscapedWell(text);
  }

  private static boolean isEscapedWell(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (i + 2 >= text.length()
            || !HexFormat.isHexDigit(text.charAt(i + 1))
            || !HexFormat.isHexDigit(text.charAt(i + 2))) {
          return false;
        }
        bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        bytes.put((byte) c);
      }
    }
    return isUtf8(bytes.flip());
  }

  private static boolean isUtf8(ByteBuffer bytes) {
    try {
      CharBuffer unused = StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return unused.hasRemaining() || !bytes.hasRemaining();
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
