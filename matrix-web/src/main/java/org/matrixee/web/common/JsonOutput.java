package org.matrixee.web.common;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JSON text under construction, as UTF-8 in pieces: what is already rendered is taken over
 * without a copy, and nothing is ever moved to make room. For one thread.
 *
 * <p>It writes what it is told: commas and braces are the caller's.
 */
public final class JsonOutput implements StreamingOutput {
  private static final int FIRST_BLOCK = 256;
  private static final int LARGEST_BLOCK = 16_384;

  /** From here on an array is cheaper to refer to than to copy. */
  private static final int WORTH_SHARING = 512;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final List<ByteBuffer> pieces = new ArrayList<>();
  private byte[] block = new byte[FIRST_BLOCK];
  private int start;
  private int end;
  private long size;

  /** Appends ASCII as it is. */
  public JsonOutput ascii(String text) {
    int length = text.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      block[end++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** Appends UTF-8 as it is. The caller must not change the array any more. */
  public JsonOutput utf8(byte[] bytes) {
    if (bytes.length < WORTH_SHARING) {
      reserve(bytes.length);
      System.arraycopy(bytes, 0, block, end, bytes.length);
      end += bytes.length;
    } else {
      closePiece();
      pieces.add(ByteBuffer.wrap(bytes));
      size += bytes.length;
    }
    return this;
  }

  /** Appends a number. */
  public JsonOutput number(long value) {
    return ascii(Long.toString(value));
  }

  /** Appends a string in quotes, escaped where JSON demands it. */
  public JsonOutput string(String text) {
    put('"');
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        basic(c);
      } else if (c < 0x800) {
        put(0xc0 | c >> 6).tail(c);
      } else if (!Character.isSurrogate(c)) {
        put(0xe0 | c >> 12).tail(c >> 6).tail(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        int point = Character.toCodePoint(c, text.charAt(i));
        put(0xf0 | point >> 18).tail(point >> 12).tail(point >> 6).tail(point);
      } else {
        escape(c); // half a pair has no UTF-8, but JSON can say it
      }
    }
    return put('"');
  }

  /** Appends any value, with its numbers as they were written. */
  public JsonOutput value(JsonValue value) {
    if (value instanceof JsonObject object) {
      char separator = '{';
      for (Map.Entry<String, JsonValue> entry : object.entrySet()) {
        put(separator).string(entry.getKey()).put(':').value(entry.getValue());
        separator = ',';
      }
      return object.isEmpty() ? ascii("{}") : put('}');
    }
    if (value instanceof JsonArray array) {
      char separator = '[';
      for (JsonValue entry : array) {
        put(separator).value(entry);
        separator = ',';
      }
      return array.isEmpty() ? ascii("[]") : put(']');
    }
    return value instanceof JsonString string
        ? string(string.getString())
        : ascii(value.toString());
  }

  /** The length so far, in bytes. */
  public long size() {
    return size + end - start;
  }

  /** Everything in one array. */
  public byte[] toBytes() {
    closePiece();
    byte[] all = new byte[Math.toIntExact(size)];
    int at = 0;
    for (ByteBuffer piece : pieces) {
      piece.get(piece.position(), all, at, piece.remaining());
      at += piece.remaining();
    }
    return all;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    closePiece();
    for (ByteBuffer piece : pieces) {
      out.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
    }
  }

  private void basic(char c) {
    switch (c) {
      case '"' -> ascii("\\\"");
      case '\\' -> ascii("\\\\");
      case '\n' -> ascii("\\n");
      case '\r' -> ascii("\\r");
      case '\t' -> ascii("\\t");
      default -> {
        if (c < ' ') {
          escape(c);
        } else {
          put(c);
        }
      }
    }
  }

  private void escape(char c) {
    ascii("\\u").put(HEX[c >> 12]).put(HEX[c >> 8 & 15]).put(HEX[c >> 4 & 15]).put(HEX[c & 15]);
  }

  /** A later byte of a character: its last six bits. */
  private JsonOutput tail(int bits) {
    return put(0x80 | (bits & 0x3f));
  }

  private JsonOutput put(int value) {
    reserve(1);
    block[end++] = (byte) value;
    return this;
  }

  private void reserve(int length) {
    if (block.length - end < length) {
      closePiece();
      block = new byte[Math.max(length, Math.min(LARGEST_BLOCK, block.length * 2))];
      start = 0;
      end = 0;
    }
  }

  private void closePiece() {
    if (end > start) {
      pieces.add(ByteBuffer.wrap(block, start, end - start));
      size += end - start;
      start = end;
    }
  }
}
