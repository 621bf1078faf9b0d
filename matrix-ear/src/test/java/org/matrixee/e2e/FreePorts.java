package org.matrixee.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Random;

/** Finds port offsets at which every port of a server is free. */
final class FreePorts {
  private static final List<Integer> STANDARD = List.of(4712, 4713, 8080, 8443, 8448, 9990, 9993);
  private static final Random RANDOM = new Random();

  private FreePorts() {}

  /** An offset below the range from which the system gives ports to outgoing connections. */
  static int offset() {
    for (int attempt = 0; attempt < 1000; attempt++) {
      int offset = 100 + RANDOM.nextInt(22_000);
      if (STANDARD.stream().allMatch(port -> isFree(port + offset))) {
        return offset;
      }
    }
    throw new IllegalStateException("no free ports");
  }

  /** A port below that range, for a service of a test. */
  static int one() {
    for (int attempt = 0; attempt < 1000; attempt++) {
      int port = 24_000 + RANDOM.nextInt(8_000);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
