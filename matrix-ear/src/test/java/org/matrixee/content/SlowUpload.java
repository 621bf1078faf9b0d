package org.matrixee.content;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.MatrixServer;

/** An upload that has sent a part of what it announced, and waits. */
final class SlowUpload implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Socket socket;

  private SlowUpload(Socket socket) {
    this.socket = socket;
  }

  static SlowUpload begin(MatrixServer server, Client client, int announced, int sent)
      throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port(8080));
    OutputStream out = socket.getOutputStream();
    String head =
        "POST /_matrix/content?access_token="
            + client.token()
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + announced
            + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[sent]);
    out.flush();
    return new SlowUpload(socket);
  }

  /** Waits for a condition. */
  void awaitBytesOnDisk(BooleanSupplier there) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come about");
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
