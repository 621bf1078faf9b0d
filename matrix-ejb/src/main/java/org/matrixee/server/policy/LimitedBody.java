package org.matrixee.server.policy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A short answer; a longer one is a failure, and is not read to its end. */
final class LimitedBody implements BodySubscriber<byte[]> {
  private static final int MAX_BYTES = 16_384;

  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Flow.@Nullable Subscription source;

  private LimitedBody() {}

  static BodySubscriber<byte[]> of(HttpResponse.ResponseInfo head) {
    return new LimitedBody();
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] part = new byte[Math.min(buffer.remaining(), MAX_BYTES + 1 - bytes.size())];
      buffer.get(part);
      bytes.write(part, 0, part.length);
    }
    Flow.Subscription from = source;
    if (bytes.size() > MAX_BYTES && from != null) {
      from.cancel();
      whole.completeExceptionally(new IOException("the answer is too long"));
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }
}
