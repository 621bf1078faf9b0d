package org.matrixee.web.common;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body in the connection's own thread, whenever some of it has come. What nobody wants any
 * more is read on and thrown away, so that the connection can be used again.
 */
public final class BodyCollector implements ReadListener {
  private static final int PIECE = 16_384;

  private final ServletInputStream in;
  private final Gate gate;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean ended;
  private @Nullable Runnable atEnd;

  /** Decides whether more may be kept. */
  @FunctionalInterface
  public interface Gate {
    /**
     * Asked before bytes are kept.
     *
     * @param more how many they are
     * @param inAll how many there are then
     * @throws RuntimeException if they may not; it becomes the outcome, and nothing is kept
     */
    void pass(int more, int inAll);
  }

  BodyCollector(ServletInputStream in, Gate gate) {
    this.in = in;
    this.gate = gate;
    CompletableFuture<?> unused = body.whenComplete((done, failure) -> forget());
  }

  /** The whole body; to be completed exceptionally by whoever does not want to wait any more. */
  public CompletableFuture<byte[]> body() {
    return body;
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] piece = new byte[PIECE];
    while (in.isReady()) {
      int length = in.read(piece);
      if (length < 0) {
        return;
      }
      if (!body.isDone()) {
        keep(piece, length);
      }
    }
  }

  private void keep(byte[] piece, int length) {
    try {
      gate.pass(length, bytes.size() + length);
      bytes.write(piece, 0, length);
    } catch (RuntimeException refusal) {
      body.completeExceptionally(refusal);
    }
  }

  private void forget() {
    bytes = new ByteArrayOutputStream(0);
  }

  @Override
  public void onAllDataRead() {
    body.complete(bytes.toByteArray());
    end();
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
    end();
  }

  private void end() {
    @Nullable Runnable then;
    synchronized (this) {
      ended = true;
      then = atEnd;
    }
    if (then != null) {
      then.run();
    }
  }

  synchronized boolean isEnded() {
    return ended;
  }

  /** Runs a task when nothing more can come: now, if that is so already. */
  void whenEnded(Runnable task) {
    synchronized (this) {
      if (!ended) {
        atEnd = task;
        return;
      }
    }
    task.run();
  }
}
