package org.matrixee.federation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way from one server to another, by TCP, that can be cut and mended. */
final class Cable implements AutoCloseable {
  private final ServerSocket entry;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile int target;
  private volatile boolean cut;

  private Cable(ServerSocket entry) {
    this.entry = entry;
  }

  /** One that leads nowhere yet. */
  static Cable lay() {
    try {
      Cable cable = new Cable(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
      background(cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is entered. */
  int port() {
    return entry.getLocalPort();
  }

  /** From now on it leads to a port of this machine. */
  void leadTo(int port) {
    target = port;
  }

  /** Ends every connection, and lets none through any more. */
  void cut() {
    cut = true;
    sockets.forEach(Cable::end);
  }

  /** Lets connections through again. */
  void mend() {
    cut = false;
  }

  private static void background(Runnable task) {
    Thread thread = new Thread(task, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!entry.isClosed()) {
      try {
        Socket near = entry.accept();
        if (cut || target == 0) {
          near.close();
        } else {
          connect(near);
        }
      } catch (IOException e) {
        if (!entry.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void connect(Socket near) throws IOException {
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      background(() -> pump(near, far));
      background(() -> pump(far, near));
    } catch (IOException nobodyListens) {
      near.close();
    }
  }

  private void pump(Socket from, Socket to) {
    sockets.add(from);
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[16_384];
      for (int length = in.read(buffer); length > 0 && !cut; length = in.read(buffer)) {
        out.write(buffer, 0, length);
        out.flush();
      }
    } catch (IOException over) {
      end(to);
    } finally {
      end(from);
      end(to);
      sockets.remove(from);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    cut();
    try {
      entry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
