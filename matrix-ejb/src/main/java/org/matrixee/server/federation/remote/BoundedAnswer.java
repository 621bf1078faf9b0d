package org.matrixee.server.federation.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Reads an answer up to a limit; a longer one ends the connection. */
final class BoundedAnswer extends AbstractBinResponseConsumer<WireAnswer> {
  private static final int PIECE = 16_384;

  private final int most;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int status;

  BoundedAnswer(int most) {
    this.most = most;
  }

  /** The answer is too long. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(int most) {
      super("the answer is longer than " + most + " bytes");
    }
  }

  @Override
  protected void start(HttpResponse response, @Nullable ContentType type) {
    status = response.getCode();
  }

  @Override
  protected int capacityIncrement() {
    return PIECE;
  }

  @Override
  protected void data(ByteBuffer source, boolean endOfStream) throws IOException {
    if (bytes.size() + source.remaining() > most) {
      throw new TooLong(most);
    }
    byte[] part = new byte[source.remaining()];
    source.get(part);
    bytes.writeBytes(part);
  }

  @Override
  protected WireAnswer buildResult() {
    return new WireAnswer(status, bytes.toByteArray(), null);
  }

  @Override
  public void releaseResources() {
    bytes.reset();
  }
}
