package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.AtOnce;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.TrustingHttp;

/** Peers that are slow on purpose, and peers that are not there at all. */
class SlowPeerIT {
  private static final String SEND = "/_matrix/federation/v1/send/";
  private static final int OF_EACH_KIND = 40;
  private static final Duration PROMPT = Duration.ofSeconds(10);

  /** So many more there may be because other tests use the server meanwhile. */
  private static final int MOST_THREADS = 40;

  /** Ports of which nobody is said to listen on any. */
  private static final int FIRST_DEAD_PORT = 2_300;

  private static final int DEAD = 2_000;
  private static final int INVITERS = 4;

  private static MatrixServer server;
  private static Peer peer;

  @BeforeAll
  static void start() {
    server = Federation.shared();
    peer = Peer.start();
  }

  @AfterAll
  static void stop() {
    peer.close();
  }

  /** A connection over which one byte comes every second. */
  private static final class Trickle {
    private final Socket socket;
    private final String kind;

    private Trickle(Socket socket, String kind) {
      this.socket = socket;
      this.kind = kind;
    }

    /** Never even begins with TLS: Undertow does not end it, so it must cost next to nothing. */
    static Trickle ofNothing() throws IOException {
      return new Trickle(
          new Socket(InetAddress.getLoopbackAddress(), server.port(8448)), "no handshake");
    }

    /** Sends a header that never ends. */
    static Trickle ofHeaders() throws IOException {
      return begun("headers", "GET /_matrix/key/v1 HTTP/1.1\r\nHost: " + server.name() + "\r\nX: ");
    }

    /** Sends a body that never ends, before anybody can see who sends it. */
    static Trickle ofBody() throws IOException {
      String uri = SEND + PeerRoom.id() + "/";
      return begun(
          "body",
          "PUT "
              + uri
              + " HTTP/1.1\r\nHost: "
              + server.name()
              + "\r\nContent-Type: application/json\r\nContent-Length: 100000\r\nAuthorization: "
              + peer.authorization(server, "PUT", uri, "{}")
              + "\r\n\r\n{\"padding\":\"");
    }

    private static Trickle begun(String kind, String begin) throws IOException {
      SSLSocket socket =
          (SSLSocket)
              TrustingHttp.sockets()
                  .createSocket(InetAddress.getLoopbackAddress(), server.port(8448));
      socket.startHandshake();
      socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
      return new Trickle(socket, kind);
    }

    /** Goes on; false if the server has ended it, by an answer or without one. */
    boolean goesOn() {
      try {
        socket.setSoTimeout(1);
        // An answer is not the end yet.
        return socket.getInputStream().read(new byte[4096]) >= 0 && trickles();
      } catch (SocketTimeoutException nothingSaid) {
        return trickles();
      } catch (IOException ended) {
        return false;
      }
    }

    private boolean trickles() {
      try {
        if (!kind.equals("no handshake")) {
          socket.getOutputStream().write('x');
        }
        return true;
      } catch (IOException ended) {
        return false;
      }
    }
  }

  @Test
  void slowConnectionsHoldUpNobodyAndAreEnded() throws IOException {
    int threads = threads();
    List<Trickle> silent = new ArrayList<>();
    List<Trickle> open = new ArrayList<>();
    for (int i = 0; i < OF_EACH_KIND; i++) {
      silent.add(Trickle.ofNothing());
      open.add(Trickle.ofHeaders());
      open.add(Trickle.ofBody());
    }
    long begin = System.nanoTime();
    List<Trickle> all = new ArrayList<>(open);
    all.addAll(silent);
    try {
      while (!open.isEmpty()) {
        long before = System.nanoTime();
        peer.transaction(server, PeerRoom.id()).ok();
        assertThat(Duration.ofNanos(System.nanoTime() - before))
            .as("others are served meanwhile")
            .isLessThan(PROMPT);
        open.removeIf(each -> !each.goesOn());
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
            .as("still open: %s", open.stream().map(each -> each.kind).distinct().toList())
            .isLessThan(Duration.ofSeconds(110));
        pause();
      }
      assertThat(threads() - threads).as("threads that wait").isLessThan(MOST_THREADS);
    } finally {
      for (Trickle each : all) {
        each.socket.close();
      }
    }
  }

  @Test
  void thousandsOfDeadServersCostNoThreads() throws IOException {
    Client alice = server.fresh("alice");
    Room room = alice.createRoom();
    peer.answer(
        "PUT",
        "/_matrix/federation/v1/invite/",
        request -> new Peer.Answer(404, "{\"errcode\":\"M_UNRECOGNIZED\"}"));
    room.invite(peer.user("first")).ok();
    int before = threads();
    inviteTheDead(room);
    room.invite(peer.user("last")).ok();
    String last = room.stateEvent("m.room.member", peer.user("last")).path("event_id").asText();
    peer.awaitPdu(last);
    assertThat(threads() - before).isLessThan(MOST_THREADS);
    long waiting =
        Json.elements(Federation.root().get("/admin/federation/outbox").ok().path("destinations"))
            .stream()
            .filter(line -> isDead(line.path("destination").asText()))
            .filter(line -> line.path("waiting_pdus").asInt() == 1)
            .count();
    assertThat(waiting).isEqualTo(DEAD);
  }

  private static void inviteTheDead(Room room) {
    List<CompletableFuture<Void>> inviters = new ArrayList<>();
    for (int i = 0; i < INVITERS; i++) {
      int first = FIRST_DEAD_PORT + i;
      inviters.add(
          AtOnce.run(
              () -> {
                for (int port = first; port < FIRST_DEAD_PORT + DEAD; port += INVITERS) {
                  room.invite("@nobody:localhost:" + port).ok();
                }
              }));
    }
    inviters.forEach(CompletableFuture::join);
  }

  private static boolean isDead(String destination) {
    if (!destination.matches("localhost:\\d+")) {
      return false;
    }
    int port = Integer.parseInt(destination.substring("localhost:".length()));
    return port >= FIRST_DEAD_PORT && port < FIRST_DEAD_PORT + DEAD;
  }

  private static int threads() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + server.javaPid() + "/status")).stream()
        .filter(line -> line.startsWith("Threads:"))
        .map(line -> Integer.parseInt(line.substring("Threads:".length()).trim()))
        .findFirst()
        .orElseThrow();
  }

  private static void pause() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
