package org.matrixee.web.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file (RFC 9110, 14).
 *
 * @param start its first byte
 * @param length how many bytes; 0 if it lies beyond the file's end
 */
record ByteRange(long start, long length) {
  private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /**
   * The part that a client wants; empty for the whole file, also if it wants several parts or says
   * something that nobody understands.
   */
  static Optional<ByteRange> parse(@Nullable String header, long size) {
    Matcher matcher = FORM.matcher(header == null ? "" : header);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? Optional.empty() : Optional.of(ending(Long.parseLong(last), size));
    }
    long start = Long.parseLong(first);
    long end = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    if (end < start) {
      return Optional.empty();
    }
    return Optional.of(
        start >= size
            ? new ByteRange(size, 0)
            : new ByteRange(start, Math.min(end, size - 1) - start + 1));
  }

  private static ByteRange ending(long count, long size) {
    long length = Math.min(count, size);
    return new ByteRange(size - length, length);
  }
}
