package org.matrixee.model.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An immutable JSON text as UTF-8 bytes, exactly as it was received or made. */
public final class JsonText {
  private final byte[] bytes;

  private JsonText(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes over {@code bytes}: the caller must not change them any more. */
  public static JsonText ofOwned(byte[] bytes) {
    return new JsonText(bytes);
  }

  /** The text of a string. */
  public static JsonText of(String text) {
    return new JsonText(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The length in bytes. */
  public int length() {
    return bytes.length;
  }

  /**
   * The bytes themselves, for reading only: not a copy, since this is the hot path of every sync.
   */
  public byte[] sharedBytes() {
    return bytes;
  }

  /** Writes the bytes. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonText text && Arrays.equals(bytes, text.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The text; for tests and parsers, never for a log. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
