package org.matrixee.web.common;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Percent-encoded text of addresses. */
final class PercentEncoding {
  private PercentEncoding() {}

  /** Whether a text, null included, is ASCII with escapes that stand for well-formed UTF-8. */
  static boolean isDecodable(@Nullable String text) {
    if (text == null || text.indexOf('%') < 0) {
      return true;
    }
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
      } else if (c < 0x80) {
        bytes.put((byte) c);
      } else {
        return false;
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
