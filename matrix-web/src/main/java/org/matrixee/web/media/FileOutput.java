package org.matrixee.web.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jboss.resteasy.spi.AsyncOutputStream;
import org.jboss.resteasy.spi.AsyncStreamingOutput;

/**
 * Sends a part of a file, a piece whenever the client has taken the one before: a slow client holds
 * a file open, and no thread.
 */
final class FileOutput implements AsyncStreamingOutput {
  private static final int PIECE = 65_536;

  private final Path file;
  private final ByteRange range;
  private final Executor executor;

  FileOutput(Path file, ByteRange range, Executor executor) {
    this.file = file;
    this.range = range;
    this.executor = executor;
  }

  @Override
  public CompletionStage<Void> asyncWrite(AsyncOutputStream out) {
    try {
      Sending sending = new Sending(FileChannel.open(file), out, executor, range);
      sending.go();
      return sending.end.whenComplete((done, failure) -> sending.close());
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** A transfer under way. Only one thread at a time works on it. */
  private static final class Sending {
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final FileChannel channel;
    private final AsyncOutputStream out;
    private final Executor executor;
    private long position;
    private long left;

    Sending(FileChannel channel, AsyncOutputStream out, Executor executor, ByteRange range) {
      this.channel = channel;
      this.out = out;
      this.executor = executor;
      this.position = range.start();
      this.left = range.length();
    }

    void go() {
      try {
        while (left > 0) {
          CompletableFuture<Void> written = out.asyncWrite(next()).toCompletableFuture();
          if (!written.isDone()) {
            CompletionStage<Void> unused = written.whenCompleteAsync(this::resume, executor);
            return;
          }
          written.join(); // a failure comes out here
        }
        end.complete(null);
      } catch (IOException | RuntimeException e) {
        end.completeExceptionally(e);
      }
    }

    private void resume(Void done, Throwable failure) {
      if (failure == null) {
        go();
      } else {
        end.completeExceptionally(failure);
      }
    }

    private byte[] next() throws IOException {
      ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, left));
      while (piece.hasRemaining()) {
        if (channel.read(piece, position + piece.position()) < 0) {
          throw new IOException("the file is shorter than it was");
        }
      }
      position += piece.capacity();
      left -= piece.capacity();
      return piece.array();
    }

    void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
