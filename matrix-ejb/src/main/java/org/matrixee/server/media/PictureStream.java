package org.matrixee.server.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file for the JDK's picture readers: buffered, not copied, and with a time limit, since a small
 * file can keep a reader busy for long.
 */
final class PictureStream extends ImageInputStreamImpl {
  private static final int BUFFER = 65_536;

  private final FileChannel channel;
  private final long deadlineNanos;
  private final byte[] buffer = new byte[BUFFER];
  private long bufferStart;
  private int bufferLength;

  /** Opens a file; {@code deadlineNanos} is by {@code System.nanoTime}. */
  PictureStream(Path file, long deadlineNanos) throws IOException {
    channel = FileChannel.open(file);
    this.deadlineNanos = deadlineNanos;
  }

  /** Whether the time is over. */
  boolean isLate() {
    return System.nanoTime() - deadlineNanos > 0;
  }

  @Override
  public int read() throws IOException {
    bitOffset = 0;
    if (!fill()) {
      return -1;
    }
    int value = buffer[(int) (streamPos - bufferStart)] & 0xff;
    streamPos++;
    return value;
  }

  @Override
  public int read(byte[] bytes, int start, int length) throws IOException {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int from = (int) (streamPos - bufferStart);
    int count = Math.min(length, bufferLength - from);
    System.arraycopy(buffer, from, bytes, start, count);
    streamPos += count;
    return count;
  }

  /** Makes sure that the buffer holds the next byte; false at the end of the file. */
  private boolean fill() throws IOException {
    if (streamPos >= bufferStart && streamPos < bufferStart + bufferLength) {
      return true;
    }
    if (isLate()) {
      throw new IOException("reading the picture takes too long");
    }
    bufferStart = streamPos;
    bufferLength = Math.max(0, channel.read(ByteBuffer.wrap(buffer), bufferStart));
    return bufferLength > 0;
  }

  @Override
  public long length() {
    try {
      return channel.size();
    } catch (IOException e) {
      return -1; // unknown
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    channel.close();
  }
}
