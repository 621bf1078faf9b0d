package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Presence;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Users;

/**
 * What an organization sets: administrators, TURN servers, and policies by lists and by a service
 * of its own (S-MISC-01). One restart gives all of it other values.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OfficeIT {
  private static final String BAD = "frobnicate";
  private static final String SECRET = "between us";
  private static final String URI = "turn:turn.example.org:3478?transport=udp";

  private static PolicyService service;
  private static MatrixServer server;
  private static boolean restarted;

  @BeforeAll
  static void start() throws IOException {
    service = new PolicyService();
    server =
        MatrixServer.start(
            settings()
                .with("MATRIX_ADMINS", "@Root:localhost")
                .with("MATRIX_TURN_URIS", URI + ",turns:turn.example.org")
                .with("MATRIX_TURN_SECRET", SECRET)
                .with("MATRIX_TURN_TTL", "3600")
                .with("MATRIX_POLICY_WORDS", BAD + ",unwort")
                .with("MATRIX_POLICY_MAX_ATTACHMENT", "1000")
                .with("MATRIX_POLICY_BLOCKED_SERVERS", "evil.example")
                .with("MATRIX_POLICY_BLOCKED_USERS", "@mallory:localhost,@far:good.example"));
  }

  private static ServerSettings settings() {
    return ServerSettings.h2("office")
        .with("MATRIX_POLICY_URL", service.url())
        .with("MATRIX_POLICY_TIMEOUT", "1000");
  }

  /** Once, by the first test that needs it. */
  private static void restart() {
    if (restarted) {
      return;
    }
    server.restart(
        settings()
            .with("MATRIX_ADMINS", "@root:localhost")
            .with("MATRIX_TURN_URIS", URI)
            .with("MATRIX_TURN_USER", "all")
            .with("MATRIX_TURN_PASSWORD", "of us")
            .with("MATRIX_POLICY_FAIL", "open"));
    restarted = true;
  }

  @AfterAll
  static void stop() {
    server.close();
    service.close();
  }

  @AfterEach
  void mendService() {
    service.mend();
  }

  // ---- Policies

  @Test
  @Order(1)
  @Row("S-MISC-01")
  void listsRefuseWordsAttachmentsServersAndUsers() {
    Client anna = server.fresh("anna");
    Room room = anna.publicRoom();
    room.say("frobnicated is another word");
    room.forbids(() -> room.message("You FROBNICATE!"));
    room.forbids(() -> room.setState("m.room.topic", "", Json.of("topic", "the " + BAD)));
    room.forbids(() -> room.send("com.example.x", Json.of("deep", Json.list(Json.of("k", BAD)))));
    anna.post("/createRoom", Json.of("name", "Unwort")).forbidden();
    anna.put(profile(anna), Json.of("displayname", BAD)).forbidden();
    attachments(room);
    room.forbids(() -> room.invite("@somebody:evil.example"));
    room.forbids(() -> room.invite("@far:good.example"));
    anna.post("/createRoom", Json.of("invite", Json.list("@x:evil.example"))).forbidden();
    Client mallory = Client.register(server.url(), "mallory", Users.PASSWORD);
    room.forbids(() -> room.as(mallory).join());
    mallory.post("/createRoom", Json.of()).forbidden();
    redactionsPass(room);
    anna.put(profile(anna), Json.of("displayname", "fine")).ok();
  }

  private static void attachments(Room room) {
    JsonNode small =
        Json.of("msgtype", "m.file", "url", "mxc://a/b", "info", Json.of("size", 1000));
    JsonNode large =
        Json.of("msgtype", "m.file", "url", "mxc://a/b", "info", Json.of("size", 1001));
    room.send("m.room.message", small).ok();
    room.forbids(() -> room.send("m.room.message", large));
  }

  private static void redactionsPass(Room room) {
    String id = room.say("to be redacted");
    room.redact(id).ok();
    assertThat(room.event(id).path("content")).isEmpty();
  }

  private static String profile(Client user) {
    return path("profile", user.userId(), "displayname");
  }

  @Test
  @Order(1)
  @Row("S-MISC-01")
  void serviceIsAskedAndItsSilenceIsDecidedBySetting() {
    Client anna = server.fresh("anna");
    Room room = anna.createRoom();
    room.say("good");
    JsonNode question = service.last();
    assertThat(question.path("event"))
        .isEqualTo(
            Json.of(
                "type",
                "m.room.message",
                "user_id",
                anna.userId(),
                "room_id",
                room.id(),
                "content",
                Json.of("msgtype", "m.text", "body", "good")));
    service.answer = "{\"action\":\"deny\",\"text\":\"Not on a Friday.\"}";
    room.forbids(() -> room.message("bad"));
    assertThat(room.message("bad").json().path("error").asText()).isEqualTo("Not on a Friday.");
    for (String broken : List.of("{}", "[]", "no json", "{\"action\":7}", "x".repeat(100_000))) {
      service.answer = broken;
      room.forbids(() -> room.message("closed"));
    }
    service.answer = "{\"action\":\"allow\"}";
    service.delayMillis = 3000;
    room.forbids(() -> room.message("late"));
    service.delayMillis = 0;
    service.status = 500;
    room.forbids(() -> room.message("failed"));
  }

  @Test
  @Order(3)
  @Row("S-MISC-01")
  void serviceThatIsSilentLetsEverythingPassIfTheSettingsSaySo() {
    restart();
    Room room = server.fresh("anna").createRoom();
    String id = room.say("good");
    service.status = 500;
    room.say("open");
    service.status = 200;
    service.answer = "{\"action\":\"deny\"}";
    room.forbids(() -> room.message("still denied"));
    assertThat(room.event(id).path("content").path("body").asText()).isEqualTo("good");
    assertThat(server.log()).contains("The policy service gave").doesNotContain("still denied");
  }

  // ---- TURN: credentials as a TURN server would check them

  @Test
  @Order(1)
  void credentialsAreTheCallersOwnAndExpire() throws GeneralSecurityException {
    Client anna = server.fresh("anna");
    JsonNode mine = turn(anna);
    assertThat(mine.path("ttl").asInt()).isEqualTo(3600);
    assertThat(mine.path("uris")).isEqualTo(Json.list(URI, "turns:turn.example.org"));
    String[] name = mine.path("username").asText().split(":", 2);
    long expiry = Long.parseLong(name[0]);
    assertThat(expiry - System.currentTimeMillis() / 1000).isBetween(3500L, 3601L);
    assertThat(name[1]).isEqualTo(anna.userId());
    assertThat(mine.path("password").asText()).isEqualTo(hmac(mine.path("username").asText()));
    assertThat(turn(server.fresh("bert")).path("username").asText()).doesNotContain(anna.userId());
    Client.nobody(server.url()).get("/voip/turnServer").forbidden();
    assertThat(server.log()).doesNotContain(SECRET);
  }

  @Test
  @Order(3)
  void credentialsOfTheSettingsAreGivenToAll() {
    restart();
    assertThat(turn(server.fresh("anna")))
        .isEqualTo(
            Json.of("username", "all", "password", "of us", "ttl", 86400, "uris", Json.list(URI)));
  }

  private static JsonNode turn(Client client) {
    return client.get("/voip/turnServer").ok();
  }

  private static String hmac(String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  // ---- Administrators

  private static String suspension(Client user) {
    return path("admin", "suspend", user.userId());
  }

  private static Reply suspend(Client admin, Client user, boolean suspended) {
    return admin.put(suspension(user), Json.of("suspended", suspended));
  }

  @Test
  @Order(2)
  @Row({"S-SEC-05", "S-RED-07"})
  void administratorRedactsAndSuspendsButReadsNothing() {
    Client root = Client.register(server.url(), "root", Users.PASSWORD);
    Client anna = server.fresh("anna");
    Client bert = server.fresh("bert");
    Room room = anna.createRoom("topic", "private matters").withInvited(bert);
    String abuse = room.as(bert).say("something abusive");

    readsNothing(room.as(root), abuse);
    redacts(room, root, abuse);
    readsNothing(room.as(root), abuse);
    suspends(root, bert, room);
    assertThat(server.log())
        .contains("Administrator @root:localhost redacted event " + abuse)
        .contains("Administrator @root:localhost suspended " + bert.userId())
        .contains("lifted the suspension of " + bert.userId())
        .doesNotContain("something abusive");
  }

  private static void readsNothing(Room room, String event) {
    room.client().get(room.at("state")).forbidden();
    room.state("m.room.topic", "").forbidden();
    room.members().forbidden();
    room.messages("dir=b").forbidden();
    room.client().get(room.at("initialSync")).forbidden();
    room.client().get(path("events", event)).forbidden();
    room.message("uninvited").forbidden();
    room.join().forbidden();
    room.setState("m.room.topic", "", Json.of("topic", "x")).forbidden();
    assertThat(Json.texts(room.client().initialSync(10).path("rooms"), "room_id"))
        .doesNotContain(room.id());
  }

  private static void redacts(Room room, Client root, String abuse) {
    LiveStream stream = room.client().stream();
    LiveStream ofRoot = root.stream();
    JsonNode answer = room.as(root).redact(abuse, "reason", "abuse").ok();
    String redaction = answer.path("event_id").asText();
    assertThat(Json.keys(answer)).containsExactly("event_id");
    assertThat(stream.until(redaction).get(0).path("redacts").asText()).isEqualTo(abuse);
    JsonNode gone = room.event(abuse);
    assertThat(gone.path("content")).isEmpty();
    assertThat(gone.path("redacted_because").path("user_id").asText()).isEqualTo(root.userId());
    assertThat(room.membership(root)).isEmpty();
    ofRoot.seesNothingOf(room);
    room.as(root).redact("nothing@localhost").notFound();
    room.as(room.client()).say("the room goes on");
  }

  private static void suspends(Client root, Client bert, Room room) {
    LiveStream stream = bert.stream();
    // Polling brings him online, which he would be told instead.
    Presence.until(stream, bert, "online");
    CompletableFuture<Reply> poll = stream.pollLater(30_000);
    assertThat(root.get(suspension(bert)).ok()).isEqualTo(Json.of("suspended", false));
    suspend(root, bert, true).ok();
    suspend(root, bert, true).ok();
    assertThat(root.get(suspension(bert)).ok()).isEqualTo(Json.of("suspended", true));
    poll.join().forbidden();
    bert.get("/initialSync").forbidden();
    room.as(bert).message("still here").forbidden();
    Client.nobody(server.url()).login(bert.userId(), Users.PASSWORD).forbidden();
    assertThat(room.membership(bert)).isEqualTo("join");
    restart();
    bert.get("/initialSync").forbidden();
    suspend(bert, bert, false).forbidden();
    suspend(root, root, true).forbidden();
    root.put(suspension(bert), Json.of("suspended", "no")).badJson();
    root.put(suspension(bert), Json.of()).badJson();
    root.get(path("admin", "suspend", "@nobody-here:localhost")).notFound();
    suspend(root, bert, false).ok();
    room.as(bert).say("back again");
    bert.anotherSession().get("/initialSync").ok();
  }
}
