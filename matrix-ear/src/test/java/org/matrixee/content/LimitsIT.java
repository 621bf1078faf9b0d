package org.matrixee.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Media;
import org.matrixee.e2e.Presence;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Users;

/** Rate limits per user, per address and per action, and how many long polls may wait. */
class LimitsIT {
  private static final int MANY = 40;

  private static MatrixServer server;

  @BeforeAll
  static void start() {
    server =
        MatrixServer.start(
            ServerSettings.h2("limits")
                .with("MATRIX_RATE_LIMITS", "on")
                .with("MATRIX_LIMIT_SEND", "10/3000")
                .with("MATRIX_LIMIT_CHANGE", "10/3000")
                .with("MATRIX_LIMIT_INVITE", "10/3000")
                .with("MATRIX_LIMIT_CREATE_ROOM", "10/3000")
                .with("MATRIX_LIMIT_MEMBERSHIP", "12/3000")
                .with("MATRIX_LIMIT_PROFILE", "10/3000")
                .with("MATRIX_LIMIT_UPLOAD", "10/3000")
                .with("MATRIX_LIMIT_REGISTER", "1000/1")
                .with("MATRIX_LIMIT_UNKNOWN_TOKEN", "10/3000")
                .with("MATRIX_POLLS_PER_USER", "10"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Repeats a request until it is refused; gives how often it was not. */
  private static int exhaust(Supplier<Reply> request, List<Reply> last) {
    for (int i = 0; i < MANY; i++) {
      Reply reply = request.get();
      if (reply.status() == 429) {
        last.add(reply);
        return i;
      }
    }
    throw new AssertionError("never refused");
  }

  private static void await(long millis) {
    CompletableFuture<Void> time = new CompletableFuture<>();
    time.completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).join();
  }

  @Test
  @Row({"S-RATE-01", "S-RATE-02", "S-RATE-03", "S-THR-06"})
  void burstIsRefusedAndPassesAfterJustTheTimeThatWasSaid() {
    Client anna = server.fresh("anna");
    Client bert = server.fresh("bert");
    Room room = anna.publicRoom().with(bert);
    int before = room.history().size();
    List<Reply> refused = new ArrayList<>();
    assertThat(exhaust(() -> room.message("flood"), refused)).isEqualTo(10);
    refused.get(0).refused(429, "M_LIMIT_EXCEEDED");
    JsonNode retry = refused.get(0).json().path("retry_after_ms");
    assertThat(retry.isIntegralNumber()).isTrue();
    assertThat(retry.asLong()).isBetween(1L, 3001L);
    assertThat(refused.get(0).headers().firstValue("Retry-After"))
        .contains(Long.toString((retry.asLong() + 999) / 1000));
    room.as(bert).say("the others are served");
    await(retry.asLong());
    room.message("in time").ok();
    assertThat(room.history()).hasSize(before + 12);
  }

  @Test
  void refusedRequestHasNoEffectAndIsNoAnswerOfItsTransaction() {
    Client anna = server.fresh("anna");
    Room room = anna.createRoom();
    List<Reply> refused = new ArrayList<>();
    exhaust(() -> room.message("flood"), refused);
    int before = room.history().size();
    JsonNode body = Json.of("msgtype", "m.text", "body", "once");
    Reply first = room.send("m.room.message", "txn", body);
    first.refused(429, "M_LIMIT_EXCEEDED");
    assertThat(room.history()).hasSize(before);
    await(first.json().path("retry_after_ms").asLong());
    room.send("m.room.message", "txn", body).ok();
    assertThat(room.history()).hasSize(before + 1);
  }

  @Test
  void requestsAreCountedAfterTheTokenAndBeforeTheBody() {
    Client anna = server.fresh("anna");
    Room room = anna.createRoom();
    String path = room.at("send", "m.room.message");
    List<Reply> refused = new ArrayList<>();
    assertThat(exhaust(() -> anna.call("POST", path, "{broken"), refused)).isEqualTo(10);
    anna.withToken("").call("POST", path, "{broken").forbidden();
  }

  @Test
  void everyActionHasItsLimitOfItsOwn() {
    Client anna = server.fresh("anna");
    Room room = anna.createRoom();
    List<Reply> refused = new ArrayList<>();
    exhaust(() -> room.message("flood"), refused);
    exhaust(() -> room.setState("com.example.x", "", Json.of("n", 1)), refused);
    exhaust(() -> anna.put(Client.path("profile", anna.userId(), "displayname"), name()), refused);
    exhaust(() -> Media.upload(anna, "/_matrix/content", new byte[] {1}, "a/b").reply(), refused);
    exhaust(() -> room.join(), refused);
    exhaust(() -> anna.post("/createRoom", Json.of()), refused);
    assertThat(refused).hasSize(6).allSatisfy(reply -> reply.refused(429, "M_LIMIT_EXCEEDED"));
    room.members().ok();
  }

  private static JsonNode name() {
    return Json.of("displayname", "F");
  }

  @Test
  @Row("S-THR-11")
  void invitesAreCountedHoweverTheyAreMade() {
    String domain = ":" + server.name();
    Client calls = server.fresh("calls");
    Room first = calls.createRoom();
    List<Reply> refused = new ArrayList<>();
    assertThat(exhaust(() -> first.invite("@" + Users.name("x") + domain), refused)).isEqualTo(10);
    Client states = server.fresh("states");
    Room second = states.createRoom();
    for (int i = 0; i < 9; i++) {
      second.invite("@" + Users.name("x") + domain).ok();
    }
    JsonNode invite = Json.of("membership", "invite");
    String path = Client.path("rooms", second.id(), "state", "m.room.member");
    states.put(path + "/" + Client.encode("@" + Users.name("x") + domain), invite).ok();
    states
        .put(path + "/" + Client.encode("@" + Users.name("x") + domain), invite)
        .refused(429, "M_LIMIT_EXCEEDED");
    Client creations = server.fresh("creations");
    JsonNode six =
        Json.list(
            "@a" + domain,
            "@b" + domain,
            "@c" + domain,
            "@d" + domain,
            "@e" + domain,
            "@f" + domain);
    creations.post("/createRoom", Json.of("invite", six)).ok();
    creations.post("/createRoom", Json.of("invite", six)).refused(429, "M_LIMIT_EXCEEDED");
  }

  @Test
  void guessedTokensAreCounted() {
    List<Reply> refused = new ArrayList<>();
    Client guesser = Client.nobody(server.url()).withToken("guess");
    assertThat(exhaust(() -> guesser.get("/initialSync"), refused)).isPositive();
    refused.get(0).refused(429, "M_LIMIT_EXCEEDED");
    server.fresh("anna").get("/initialSync").ok();
  }

  @Test
  void logInsAreCountedPerAccount() {
    Client anna = server.fresh("anna");
    List<Reply> refused = new ArrayList<>();
    exhaust(() -> anna.login(anna.userId(), "wrong"), refused);
    refused.get(0).refused(429, "M_LIMIT_EXCEEDED");
    anna.get("/initialSync").ok();
  }

  @Test
  @Row("S-THR-01")
  void ofManyLongPollsOfOneUserTheOldestAreAnswered() {
    Client anna = server.fresh("anna");
    Client bert = server.fresh("bert");
    Room room = anna.publicRoom().with(bert);
    LiveStream stream = anna.stream();
    // Polling brings her online, which she would be told instead.
    Presence.until(stream, anna, "online");
    String now = stream.position();
    List<CompletableFuture<Reply>> polls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      polls.add(anna.getLater("/events?timeout=50000&from=" + now));
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (done(polls) < 40 && System.nanoTime() < deadline) {
      await(50);
    }
    assertThat(done(polls)).isEqualTo(40);
    polls.stream()
        .filter(CompletableFuture::isDone)
        .forEach(poll -> assertThat(poll.join().ok().path("chunk")).isEmpty());
    room.as(bert).say("the others are served");
    polls.forEach(poll -> poll.orTimeout(20, TimeUnit.SECONDS).join().ok());
  }

  private static long done(List<CompletableFuture<Reply>> polls) {
    return polls.stream().filter(CompletableFuture::isDone).count();
  }
}
