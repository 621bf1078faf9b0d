package org.matrixee.web.federation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.Threads;
import org.matrixee.web.common.BodyCollector;
import org.matrixee.web.common.UnhurriedRequest;

/**
 * Reads bodies before it is known who sent them, since the signature covers them: up to a size, as
 * long as there is memory for them, within a time, and without a thread that waits.
 */
@ApplicationScoped
public class SignedBodies {
  /** 50 PDUs and 100 EDUs of the largest size fit in. */
  static final int MOST_BYTES = 10 * 1024 * 1024;

  private static final int WHOLE_SECONDS = 60;
  private static final int PIECE = 16_384;

  private Threads threads;

  /** For the container's proxies. */
  protected SignedBodies() {}

  /** With the container's threads. */
  @Inject
  public SignedBodies(Threads threads) {
    this.threads = threads;
  }

  /**
   * The body of a request.
   *
   * @param share what the body takes up, counted as it comes
   * @param suspend suspends the request; called if the body is not here yet
   * @return the bytes, at once if they are here; exceptionally M_TOO_LARGE, M_LIMIT_EXCEEDED, or
   *     M_UNKNOWN with status 408 if it takes too long
   */
  CompletionStage<byte[]> read(
      HttpServletRequest request, BodyMemory.Share share, Runnable suspend) {
    if (request.getContentLengthLong() > MOST_BYTES) {
      throw tooLarge();
    }
    @Nullable UnhurriedRequest body = UnhurriedRequest.in(request);
    if (body == null) {
      return CompletableFuture.completedFuture(new byte[0]);
    }
    try {
      ByteArrayOutputStream here = new ByteArrayOutputStream();
      if (readWhatIsHere(body.getInputStream(), here, share)) {
        return CompletableFuture.completedFuture(here.toByteArray());
      }
      suspend.run();
      return collect(body, here.toByteArray(), share);
    } catch (IOException e) {
      throw gone();
    }
  }

  /** True if that was all. */
  private static boolean readWhatIsHere(
      ServletInputStream in, ByteArrayOutputStream here, BodyMemory.Share share)
      throws IOException {
    byte[] piece = new byte[PIECE];
    while (!in.isFinished() && in.available() > 0 && here.size() <= MOST_BYTES) {
      int length = in.read(piece);
      if (length < 0) {
        return true;
      }
      share.add(length);
      here.write(piece, 0, length);
    }
    return in.isFinished();
  }

  private CompletionStage<byte[]> collect(
      UnhurriedRequest body, byte[] begun, BodyMemory.Share share) throws IOException {
    BodyCollector collector =
        body.collect(
            (more, inAll) -> {
              if (begun.length + inAll > MOST_BYTES) {
                throw tooLarge();
              }
              share.add(more);
            });
    return collector
        .body()
        .orTimeout(WHOLE_SECONDS, TimeUnit.SECONDS)
        .handleAsync(
            (rest, failure) -> {
              if (rest != null) {
                return joined(begun, rest);
              }
              if (failure instanceof MatrixException refusal) {
                throw refusal;
              }
              throw failure instanceof TimeoutException ? tooSlow() : gone();
            },
            threads.executor());
  }

  private static byte[] joined(byte[] begun, byte[] rest) {
    byte[] all = new byte[begun.length + rest.length];
    System.arraycopy(begun, 0, all, 0, begun.length);
    System.arraycopy(rest, 0, all, begun.length, rest.length);
    return all;
  }

  private static MatrixException tooLarge() {
    return new MatrixException(
        ErrorCode.M_TOO_LARGE, "The body must not be larger than " + MOST_BYTES + " bytes.");
  }

  private static MatrixException tooSlow() {
    return new MatrixException(
        ErrorCode.M_UNKNOWN, 408, "The body took too long.", java.util.Map.of());
  }

  private static MatrixException gone() {
    return new MatrixException(ErrorCode.M_NOT_JSON, "The body came to an early end.");
  }
}
