package org.matrixee.server.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/**
 * A file that has arrived on disk.
 *
 * @param size in bytes; one more than the limit if it went on
 * @param hash lower-case hex of its SHA-256
 */
record Received(long size, String hash) {
  private static final int CHUNK = 65_536;

  /** So long anybody may take. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** After that, this many bytes a second must have come on average. */
  private static final long LEAST_BYTES_PER_SECOND = 4096;

  /**
   * Writes the bytes to a file as they come, counting and hashing.
   *
   * @param limit reading stops at the first byte over it
   * @param nanos a clock for how long it takes
   * @throws MatrixException M_UNKNOWN with 408 if they come too slowly, or fewer than announced
   */
  static Received from(Upload upload, Path file, long limit, LongSupplier nanos)
      throws IOException {
    MessageDigest sha256 = sha256();
    byte[] chunk = new byte[CHUNK];
    long start = nanos.getAsLong();
    long size = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      int count = read(upload.bytes(), chunk);
      while (count >= 0 && size <= limit) {
        int wanted = (int) Math.min(count, limit + 1 - size);
        out.write(chunk, 0, wanted);
        sha256.update(chunk, 0, wanted);
        size += wanted;
        requirePace(size, nanos.getAsLong() - start);
        count = size > limit ? -1 : read(upload.bytes(), chunk);
      }
    }
    if (size <= limit && upload.announced() > size) {
      throw broken();
    }
    return new Received(size, HexFormat.of().formatHex(sha256.digest()));
  }

  /** A client that goes away is no failure of ours. */
  private static int read(InputStream in, byte[] chunk) {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw broken();
    }
  }

  private static void requirePace(long size, long nanos) {
    long late = nanos - GRACE_NANOS;
    if (late > 0 && TimeUnit.NANOSECONDS.toSeconds(late) * LEAST_BYTES_PER_SECOND > size) {
      throw broken();
    }
  }

  private static MatrixException broken() {
    return new MatrixException(
        ErrorCode.M_UNKNOWN, 408, "The file came too slowly, or not as a whole.", Map.of());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
