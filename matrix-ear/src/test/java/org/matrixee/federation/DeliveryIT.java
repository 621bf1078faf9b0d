package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Users;

/** Nothing is lost, doubled or out of order between two servers, whoever stops or is killed. */
class DeliveryIT {
  private static final int MESSAGES = 2000;
  private static final int SENDERS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  @Row({"S-THR-05", "S-FED-07", "S-ARCH-17"})
  void everythingArrivesOnceAndInOrderWhateverHappensToTheServers() throws InterruptedException {
    ServerSettings first =
        ServerSettings.h2("delivery-a").with("MATRIX_ADMINS", "@root:localhost:{tls}");
    try (Federation both = Federation.of(first, ServerSettings.h2("delivery-b"))) {
      MatrixServer a = both.get(0);
      MatrixServer b = both.get(1);
      Client alice = a.fresh("alice");
      Client bob = b.fresh("bob");
      Room room = alice.publicRoom();
      room.as(bob).join().ok();

      receiverStopped(room, bob, b, Client.register(a.url(), "root", Users.PASSWORD));
      killed(b, room, bob, "b", () -> {});
      Client carol = b.fresh("carol");
      room.as(carol).join().ok();
      killed(a, room, bob, "a", () -> talkWithoutOrigin(room, bob, carol));
      originIsBack(room, carol);
      killedWhileJoining(b);
    }
  }

  /** What is sent while the other server is down comes in order when it is back. */
  private static void receiverStopped(Room room, Client bob, MatrixServer b, Client root) {
    LiveStream stream = bob.stream();
    b.stop();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      sent.add(room.say("while b is down " + i));
    }
    JsonNode line = root.get("/admin/federation/outbox").ok().path("destinations").path(0);
    assertThat(line.path("destination").asText()).isEqualTo(b.name());
    assertThat(line.path("waiting_pdus").asInt()).isEqualTo(120);
    assertThat(line.path("oldest_ts").isIntegralNumber()).isTrue();
    assertThat(line.path("failing_since").isIntegralNumber()).isTrue();
    assertThat(line.path("next_try").isIntegralNumber()).isTrue();
    assertThat(line.path("last_error").asText()).contains(b.name());
    b.startAgain();
    List<JsonNode> seen = stream.until(sent.get(sent.size() - 1));
    assertThat(seen).extracting(event -> event.path("event_id").asText()).isEqualTo(sent);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!root.get("/admin/federation/outbox").ok().path("destinations").isEmpty()) {
      assertThat(System.nanoTime()).as("the outbox is empty in time").isLessThan(deadline);
      pause();
    }
  }

  /** A server is killed in the middle of many messages, and started again. */
  private static void killed(
      MatrixServer victim, Room room, Client bob, String name, Runnable meanwhile)
      throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    CountDownLatch middle = new CountDownLatch(MESSAGES / 2);
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads =
        IntStream.range(0, SENDERS)
            .mapToObj(
                sender ->
                    new Thread(
                        () -> {
                          for (int i = sender; i < MESSAGES; i += SENDERS) {
                            sayUntilHeard(room, name + "-" + i);
                            done.incrementAndGet();
                            middle.countDown();
                          }
                        }))
            .toList();
    for (Thread thread : threads) {
      thread.setUncaughtExceptionHandler((where, failure) -> failures.add(failure));
      thread.start();
    }
    assertThat(middle.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    victim.kill();
    meanwhile.run();
    victim.startAgain();
    for (Thread thread : threads) {
      thread.join(PATIENCE.toMillis());
    }
    assertThat(failures).isEmpty();
    assertThat(done).hasValue(MESSAGES);
    awaitAll(room.as(bob), name);
    List<String> expected =
        IntStream.range(0, MESSAGES).mapToObj(i -> name + "-" + i).sorted().toList();
    assertThat(bodies(room, name)).isEqualTo(expected);
    assertThat(bodies(room.as(bob), name)).isEqualTo(expected);
  }

  /** Repeats a request until it is answered, as a client does whose server is away. */
  private static void sayUntilHeard(Room room, String body) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        room.send("m.room.message", body, Json.of("msgtype", "m.text", "body", body)).ok();
        return;
      } catch (RuntimeException | AssertionError away) {
        if (System.nanoTime() > deadline) {
          throw away;
        }
        pause();
      }
    }
  }

  private static void awaitAll(Room room, String name) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    LiveStream stream = room.client().stream();
    Set<String> here = new HashSet<>(bodies(room, name));
    while (here.size() < MESSAGES) {
      assertThat(System.nanoTime()).as("all messages in time").isLessThan(deadline);
      stream.poll(2000).forEach(event -> addBody(event, name, here));
    }
  }

  private static void addBody(JsonNode event, String name, Set<String> bodies) {
    String body = event.path("content").path("body").asText();
    if (body.startsWith(name + "-")) {
      bodies.add(body);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<String> bodies(Room room, String name) {
    return room.history().stream()
        .map(event -> event.path("content").path("body").asText())
        .filter(body -> body.startsWith(name + "-"))
        .sorted()
        .toList();
  }

  /** A room does not live on the server that its ID names. */
  private static void talkWithoutOrigin(Room room, Client bob, Client carol) {
    LiveStream carols = carol.stream();
    carols.until(room.as(bob).say("without a"));
    LiveStream bobs = bob.stream();
    bobs.until(room.as(carol).say("we do"));
  }

  private static void originIsBack(Room room, Client carol) {
    Client back = room.client();
    LiveStream alices = back.stream();
    alices.until(room.as(carol).say("and a is back"));
    assertThat(room.history())
        .extracting(event -> event.path("content").path("body").asText())
        .containsSubsequence("without a", "we do", "and a is back");
  }

  /**
   * The other side has taken the join, and the server that asked does not live to hear of it. What
   * it answered before, it knows afterwards.
   */
  private static void killedWhileJoining(MatrixServer victim) {
    Client dora = victim.fresh("dora");
    try (Peer peer = Peer.start()) {
      PeerRoom shared = new PeerRoom(victim, peer);
      String transaction = PeerRoom.id();
      JsonNode answer = peer.transaction(victim, transaction, shared.message("once")).ok();
      HostedRoom hosted = new HostedRoom(peer, dora.userId(), 50);
      hosted.say("before");
      Room room = new Room(dora, hosted.id());
      hosted.answerSendJoin(victim::kill);
      assertThatThrownBy(room::join).as("the client hears that it failed").isNotNull();
      victim.startAgain();
      shared.read();
      assertThat(peer.transaction(victim, transaction, shared.message("not again")).ok())
          .isEqualTo(answer);
      assertThat(shared.bodies()).containsExactly("once");
      assertThat(dora.syncEntry(hosted.id()).isMissingNode()).as("not half a room").isTrue();
      hosted.answerSendJoin(() -> {});
      hosted.say("meanwhile");
      room.join().ok();
      room.say("at last");
      assertThat(room.history())
          .extracting(event -> event.path("content").path("body").asText())
          .containsSubsequence("before", "meanwhile", "at last");
    }
  }
}
