package org.matrixee.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Finds port offsets at which every port of a server is free. No port is given twice: what was
 * given may not be in use yet, or not at the moment.
 */
final class FreePorts {
  private static final List<Integer> STANDARD = List.of(4712, 4713, 8080, 8443, 8448, 9990, 9993);
  private static final Random RANDOM = new Random();
  private static final Set<Integer> GIVEN = new HashSet<>();

  private FreePorts() {}

  /** An offset below the range from which the system gives ports to outgoing connections. */
  static synchronized int offset() {
    for (int attempt = 0; attempt < 1000; attempt++) {
      int offset = 100 + RANDOM.nextInt(22_000);
      List<Integer> ports = STANDARD.stream().map(port -> port + offset).toList();
      if (ports.stream().allMatch(FreePorts::isFree)) {
        GIVEN.addAll(ports);
        return offset;
      }
    }
    throw new IllegalStateException("no free ports");
  }

  /** A port below that range, for a service of a test. */
  static synchronized int one() {
    for (int attempt = 0; attempt < 1000; attempt++) {
      int port = 24_000 + RANDOM.nextInt(8_000);
      if (isFree(port)) {
        GIVEN.add(port);
        return port;
      }
    }
    throw new IllegalStateException("no free port");
  }

  private static boolean isFree(int port) {
    if (GIVEN.contains(port)) {
      return false;
    }
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
