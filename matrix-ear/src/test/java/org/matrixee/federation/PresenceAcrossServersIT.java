package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.AtOnce;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Presence;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.ServerSettings;

/** Presence between two servers, and what a scripted peer is told and may say. */
class PresenceAcrossServersIT {
  private static final String V1 = "/_matrix/federation/v1";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static Federation servers;
  private static MatrixServer a;
  private static MatrixServer b;

  @BeforeAll
  static void start() {
    servers =
        Federation.of(
            ServerSettings.h2("presence-a")
                .with("MATRIX_PRESENCE_GRACE", "3")
                .with("MATRIX_PRESENCE_REMOTE_TIMEOUT", "5"),
            ServerSettings.h2("presence-b"));
    a = servers.get(0);
    b = servers.get(1);
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  private static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /** Reads a stream, with what belongs to no room's history, until an event comes; gives all. */
  private static List<JsonNode> read(LiveStream stream, Predicate<JsonNode> condition) {
    List<JsonNode> seen = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (seen.stream().noneMatch(condition)) {
      assertThat(System.nanoTime()).as("in time; seen: %s", seen).isLessThan(deadline);
      seen.addAll(stream.poll(2000));
    }
    return seen;
  }

  /** All that has come into a client's stream. */
  private static List<JsonNode> readAll(LiveStream stream, Client client) {
    String fence = client.createRoom().say("fence");
    return read(stream, event -> event.path("event_id").asText().equals(fence));
  }

  private static boolean says(JsonNode presence, String status) {
    return presence.path("status_msg").asText().equals(status);
  }

  private static Predicate<JsonNode> saying(String status) {
    return presence -> says(presence, status);
  }

  private static boolean sees(Client viewer, String user, Predicate<JsonNode> condition) {
    Reply status = viewer.get(path("presence", user, "status"));
    return status.status() == 200 && condition.test(status.json());
  }

  private static boolean isListed(Client observer, Client other) {
    return Json.texts(Presence.of(observer).list(), "user_id").contains(other.userId());
  }

  @Test
  @Row({"S-PRES-17", "S-PRES-18"})
  void watchingAUserOfAnotherServer() {
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob");
    bob.put(path("profile", bob.userId(), "displayname"), Json.of("displayname", "Bob B.")).ok();
    LiveStream stream = alice.stream();
    Presence.of(alice).status(bob).notFound();
    Presence.of(bob).put("presence", "online", "status_msg", "before").ok();
    Presence.of(alice).invite(bob).ok();
    until("B's server accepts", () -> isListed(alice, bob));
    JsonNode content = Presence.until(stream, bob, saying("before")).path("content");
    assertThat(content.path("displayname").asText()).isEqualTo("Bob B.");
    assertThat(content.path("last_active_ago").asLong()).isBetween(0L, 30_000L);
    Presence.of(bob).put("presence", "unavailable", "status_msg", "lunch").ok();
    Presence.until(stream, bob, content2 -> says(content2, "lunch"));
    assertThat(Presence.of(alice).status(bob).ok().path("presence").asText())
        .isEqualTo("unavailable");
    assertThat(says(Presence.of(alice).synced(bob), "lunch")).isTrue();
    assertThat(says(Presence.of(alice).list().path(0), "lunch")).isTrue();
    Presence.of(bob).status(alice).notFound();

    Presence.of(alice).drop(bob).ok();
    Presence.of(alice).status(bob).notFound();
    Presence.of(bob).put("presence", "online", "status_msg", "unseen").ok();
    Client carol = a.fresh("carol");
    LiveStream carols = carol.stream();
    Presence.of(carol).invite(bob).ok();
    Presence.until(carols, bob, saying("unseen"));
    assertThat(readAll(stream, alice)).noneMatch(event -> says(event.path("content"), "unseen"));

    Presence.of(alice)
        .client()
        .post("/presence/list", Json.of("invite", Json.list("@nobody:" + b.name())))
        .ok();
    Presence.of(alice).invite(bob).ok();
    until("the second is accepted", () -> isListed(alice, bob));
    assertThat(Presence.of(alice).list()).as("nobody is nobody").hasSize(1);
  }

  /** Follows the stream: the join may take longer than the grace time. */
  private static void stayOnline(Client client, AtomicBoolean over) {
    while (!over.get()) {
      client.get("/events?timeout=1000").ok();
    }
  }

  @Test
  @Row("S-PRES-22")
  void roomMatesOnTwoServersSeeEachOther() {
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob");
    Presence.of(alice).put("presence", "online", "status_msg", "in the room").ok();
    Room room = alice.publicRoom();
    LiveStream alices = alice.stream();
    LiveStream bobs = bob.stream();
    AtomicBoolean seen = new AtomicBoolean();
    CompletableFuture<Void> staying = AtOnce.run(() -> stayOnline(alice, seen));
    room.as(bob).join().ok();
    Presence.until(bobs, alice, saying("in the room"));
    seen.set(true);
    staying.join();
    Presence.until(alices, bob, "online");
    Presence.of(bob).put("presence", "free_for_chat", "status_msg", "hello").ok();
    Presence.until(alices, bob, saying("hello"));
    Presence.of(bob).await(alice, saying("in the room"));
    room.as(bob).leave().ok();
    until("no common room", () -> Presence.of(alice).status(bob).status() == 404);
  }

  @Test
  @Row({"S-PRES-18", "S-FED-06"})
  void restartsKeepWhoWatchesWhomAndNothingOld() {
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob");
    Presence.of(bob).put("presence", "online", "status_msg", "before the restart").ok();
    Presence.of(alice).invite(bob).ok();
    until("watched", () -> sees(alice, bob.userId(), saying("before the restart")));
    b.restart();
    Client back = bob.at(b);
    Presence.of(back).put("presence", "unavailable", "status_msg", "b was restarted").ok();
    until("b knows its watchers", () -> sees(alice, bob.userId(), saying("b was restarted")));
    b.stop();
    LiveStream stream = alice.stream();
    readAll(stream, alice);
    a.restart();
    Client again = alice.at(a);
    LiveStream later = new LiveStream(again, stream.position());
    assertThat(readAll(later, again))
        .anyMatch(event -> Presence.isOf(event, bob))
        .noneMatch(event -> event.toString().contains("b was restarted"));
    assertThat(again.initialSync(1).path("presence").toString()).doesNotContain("b was restarted");
    assertThat(Presence.of(again).stateOf(bob)).isEqualTo("offline");
    b.startAgain();
    // Of itself: a asks again for whom its users watch, or b tells anew.
    until("it is asked for again", () -> sees(again, bob.userId(), saying("b was restarted")));
  }

  private static void type(Room room, boolean typing, Object... more) {
    ObjectNode body = Json.of(more).put("typing", typing);
    room.client().put(room.at("typing", room.client().userId()), body).ok();
  }

  private static void untilTyping(LiveStream stream, Room room, String... users) {
    read(stream, event -> isTyping(event, room, users));
  }

  private static boolean isTyping(JsonNode event, Room room, String... users) {
    return event.path("type").asText().equals("m.typing")
        && event.path("room_id").asText().equals(room.id())
        && event.path("content").path("user_ids").equals(Json.list((Object[]) users));
  }

  @Test
  void typingIsSeenOnBothServersUntilItEnds() {
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob");
    Client carol = a.fresh("carol");
    Room room = alice.publicRoom().with(bob);
    LiveStream alices = alice.stream();
    LiveStream bobs = bob.stream();
    LiveStream carols = carol.stream();
    type(room, true);
    untilTyping(alices, room, alice.userId());
    untilTyping(bobs, room, alice.userId());
    type(room.as(bob), true, "timeout", 100_000);
    untilTyping(bobs, room, alice.userId(), bob.userId());
    untilTyping(alices, room, alice.userId(), bob.userId());
    type(room, false);
    untilTyping(bobs, room, bob.userId());
    // Whoever begins to look later sees it, too.
    untilTyping(
        new LiveStream(alice, alice.initialSync(1).path("end").asText()), room, bob.userId());
    type(room, true, "timeout", 5000);
    untilTyping(bobs, room, bob.userId(), alice.userId());
    untilTyping(bobs, room, bob.userId());
    room.as(bob).leave().ok();
    untilTyping(alices, room);
    assertThat(readAll(carols, carol))
        .as("who is not there")
        .noneMatch(event -> event.path("type").asText().equals("m.typing"));

    String uri = room.at("typing", alice.userId());
    carol.put(room.at("typing", carol.userId()), Json.of("typing", true)).forbidden();
    carol.put(uri, Json.of("typing", true)).forbidden();
    alice.put(uri, Json.of()).badJson();
    alice.put(uri, Json.of("typing", 1)).badJson();
    alice.put(uri, Json.of("typing", true, "timeout", "x")).badJson();
    alice.put(uri, Json.of("typing", true, "timeout", 0)).badJson();
  }

  // ---- With a scripted peer

  private static JsonObject join(Peer peer, Room room, String localpart) {
    String user = peer.user(localpart);
    Reply template = peer.get(a, V1 + path("make_join", room.id(), user));
    ObjectNode event = template.ok().path("event").deepCopy();
    long now = System.currentTimeMillis();
    event.put("pdu_id", "join" + NUMBER.incrementAndGet());
    event.put("ts", now).put("origin_server_ts", now);
    JsonObject join = peer.pdus(room.id()).signed(event);
    peer.put(a, V1 + path("send_join", room.id(), Pdus.eventId(join)), Json.parse(join.toString()))
        .ok();
    return join;
  }

  private static ObjectNode edu(String type, JsonNode content) {
    return Json.of("edu_type", type, "content", content);
  }

  private static ObjectNode push(Object... keysAndValues) {
    return edu("m.presence", Json.of("push", Json.list(Json.of(keysAndValues))));
  }

  private static JsonNode send(Peer peer, JsonNode edus, JsonObject... pdus) {
    return peer.put(
            a, V1 + "/send/edu" + NUMBER.incrementAndGet() + "/", peer.transaction(edus, pdus))
        .ok();
  }

  private static JsonNode awaitEdu(Peer peer, Predicate<JsonNode> condition) {
    until("an EDU for " + peer.name(), () -> peer.receivedEdus().stream().anyMatch(condition));
    return peer.receivedEdus().stream().filter(condition).findFirst().orElseThrow();
  }

  private static boolean tells(JsonNode edu, String user, Predicate<JsonNode> condition) {
    return Json.elements(edu.path("content").path("push")).stream()
        .anyMatch(entry -> entry.path("user_id").asText().equals(user) && condition.test(entry));
  }

  @Test
  @Row({"S-FED-30", "S-PRES-18"})
  void peerInvitesPollsAndUnpolls() {
    try (Peer peer = Peer.start()) {
      Client alice = a.fresh("alice");
      Presence.of(alice).put("presence", "online", "status_msg", "one").ok();
      String ella = peer.user("ella");
      JsonNode names = Json.of("observed_user", alice.userId(), "observer_user", ella);
      send(peer, Json.list(edu("m.presence_invite", names)));
      JsonNode accept =
          awaitEdu(peer, each -> each.path("edu_type").asText().equals("m.presence_accept"));
      assertThat(accept.path("content")).isEqualTo(names);
      assertThat(Json.keys(accept))
          .containsExactlyInAnyOrder("edu_type", "origin", "destination", "content");
      assertThat(accept.path("origin").asText()).isEqualTo(a.name());
      assertThat(accept.path("destination").asText()).isEqualTo(peer.name());

      send(peer, Json.list(edu("m.presence", Json.of("poll", Json.list(alice.userId())))));
      JsonNode told = awaitEdu(peer, each -> tells(each, alice.userId(), saying("one")));
      assertThat(Json.keys(told))
          .containsExactlyInAnyOrder("edu_type", "origin", "destination", "content");
      Presence.of(alice).put("presence", "unavailable", "status_msg", "two").ok();
      awaitEdu(peer, each -> tells(each, alice.userId(), saying("two")));

      send(peer, Json.list(edu("m.presence", Json.of("unpoll", Json.list(alice.userId())))));
      Client witness = a.fresh("witness");
      watchBy(peer, witness);
      Presence.of(alice).put("presence", "online", "status_msg", "three").ok();
      Presence.of(witness).put("presence", "online", "status_msg", "seen").ok();
      awaitEdu(peer, each -> tells(each, witness.userId(), saying("seen")));
      assertThat(peer.receivedEdus().toString()).doesNotContain("three");
      send(peer, Json.list(edu("m.presence", Json.of("poll", Json.list(alice.userId())))));
      awaitEdu(peer, each -> tells(each, alice.userId(), saying("three")));

      // Nobody is denied.
      JsonNode nobody = Json.of("observed_user", "@nobody:" + a.name(), "observer_user", ella);
      send(peer, Json.list(edu("m.presence_invite", nobody)));
      JsonNode deny =
          awaitEdu(peer, each -> each.path("edu_type").asText().equals("m.presence_deny"));
      assertThat(deny.path("content")).isEqualTo(nobody);
    }
  }

  private static void watchBy(Peer peer, Client observed) {
    JsonNode names =
        Json.of("observed_user", observed.userId(), "observer_user", peer.user("ella"));
    send(peer, Json.list(edu("m.presence_invite", names)));
    awaitEdu(peer, each -> each.path("content").equals(names));
  }

  @Test
  @Row("S-MISC-08")
  void peerSpeaksForItsOwnUsersAndIsNotForwarded() {
    try (Peer peer = Peer.start();
        Peer third = Peer.start()) {
      Client alice = a.fresh("alice");
      Room room = alice.publicRoom();
      join(peer, room, "ella");
      join(third, room, "theo");
      String ella = peer.user("ella");
      LiveStream stream = alice.stream();
      send(
          peer,
          Json.list(
              push("user_id", ella, "presence", "online", "status_msg", "of ella"),
              push("user_id", third.user("theo"), "presence", "online", "status_msg", "a lie"),
              push("user_id", alice.userId(), "presence", "unavailable", "status_msg", "a lie"),
              push("user_id", peer.user("no"), "presence", "online", "status_msg", "of nobody")));
      read(stream, event -> says(event.path("content"), "of ella"));
      assertThat(sees(alice, third.user("theo"), saying("a lie"))).isFalse();
      assertThat(says(Presence.of(alice).status(alice).ok(), "a lie")).isFalse();
      alice.get(path("presence", peer.user("no"), "status")).notFound();
      // The third server gets what is said of alice, and nothing of ella.
      Presence.of(alice).put("presence", "online", "status_msg", "of alice").ok();
      awaitEdu(third, each -> tells(each, alice.userId(), saying("of alice")));
      assertThat(third.receivedEdus().toString()).doesNotContain(ella).doesNotContain("of ella");
    }
  }

  @Test
  void badFormsHarmNoPdusAndChangeNothing() {
    try (Peer peer = Peer.start()) {
      Client alice = a.fresh("alice");
      Room room = alice.publicRoom();
      JsonObject join = join(peer, room, "ella");
      String ella = peer.user("ella");
      JsonNode edus =
          Json.list(
              17,
              Json.of(),
              Json.of("edu_type", 1, "content", Json.of()),
              Json.of("edu_type", "m.presence"),
              edu("m.presence", Json.list()),
              edu("m.presence", Json.of("push", 1)),
              edu("m.presence", Json.of("push", Json.list(1, Json.of(), Json.list()))),
              push("user_id", ella, "presence", "lurking"),
              push("user_id", ella, "presence", "online", "status_msg", Json.of()),
              push("user_id", "ella", "presence", "online"),
              edu("m.presence", Json.of("poll", Json.list(Json.of()), "unpoll", "x")),
              edu("m.presence_invite", Json.of("observer_user", 1)),
              edu("m.presence_accept", Json.of()),
              edu("m.presence_deny", Json.of("observed_user", ella)));
      JsonObject message =
          peer.pdus(room.id())
              .signed(
                  peer.pdus(room.id())
                      .message("ella", join.getInt("depth") + 1L, "with it", Pdus.reference(join)));
      LiveStream stream = alice.stream();
      assertThat(send(peer, edus, message).path("pdus").path(Pdus.eventId(message)).isEmpty())
          .isTrue();
      stream.until(Pdus.eventId(message));
      assertThat(sees(alice, ella, status -> status.path("presence").asText().equals("offline")))
          .isTrue();
      assertThat(a.log()).doesNotContain("cannot be handled");
    }
  }

  @Test
  void serverThatIsGoneHasNoUsersOnline() {
    try (Peer peer = Peer.start()) {
      Client alice = a.fresh("alice");
      Room room = alice.publicRoom();
      join(peer, room, "ella");
      String ella = peer.user("ella");
      send(peer, Json.list(push("user_id", ella, "presence", "online", "status_msg", "here")));
      until("ella is here", () -> sees(alice, ella, saying("here")));
      peer.answer("PUT", V1 + "/send/", request -> new Peer.Answer(503, "{}"));
      until(
          "ella is offline",
          () -> sees(alice, ella, status -> status.path("presence").asText().equals("offline")));
      // While it was gone, alice was told nothing of, and it nothing of her.
      Presence.of(alice).put("presence", "online", "status_msg", "while you were gone").ok();
      peer.answer("PUT", V1 + "/send/", request -> Peer.Answer.ok("{\"pdus\":{}}"));
      send(peer, Json.list());
      awaitEdu(peer, each -> tells(each, alice.userId(), saying("while you were gone")));
    }
  }

  private static ObjectNode typing(String room, String user, boolean typing) {
    return edu("m.typing", Json.of("room_id", room, "user_id", user, "typing", typing));
  }

  @Test
  void peerSaysWhoTypesAmongItsOwnInItsRooms() {
    try (Peer peer = Peer.start();
        Peer third = Peer.start()) {
      Client alice = a.fresh("alice");
      Room room = alice.publicRoom();
      Room other = alice.publicRoom();
      join(peer, room, "ella");
      join(third, room, "theo");
      String ella = peer.user("ella");
      LiveStream stream = alice.stream();
      send(
          peer,
          Json.list(
              edu("m.typing", Json.of("room_id", room.id(), "user_id", ella)),
              typing(room.id(), third.user("theo"), true),
              typing(room.id(), alice.userId(), true),
              typing(room.id(), peer.user("nobody"), true),
              typing(other.id(), ella, true),
              typing(room.id(), ella, true)));
      List<JsonNode> seen = read(stream, event -> isTyping(event, room, ella));
      assertThat(seen.stream().filter(event -> event.path("type").asText().equals("m.typing")))
          .hasSize(1);
      send(peer, Json.list(typing(room.id(), ella, false)));
      untilTyping(stream, room);
      type(room, true);
      JsonNode content = typing(room.id(), alice.userId(), true).path("content");
      awaitEdu(peer, each -> each.path("content").equals(content));
      awaitEdu(third, each -> each.path("content").equals(content));
      assertThat(third.receivedEdus().toString()).doesNotContain(ella);
    }
  }

  @Test
  void manyChangesAreFewEdus() {
    try (Peer peer = Peer.start()) {
      Client alice = a.fresh("alice");
      Room room = alice.publicRoom();
      join(peer, room, "ella");
      Presence.of(alice).put("presence", "online", "status_msg", "begin").ok();
      awaitEdu(peer, each -> tells(each, alice.userId(), saying("begin")));
      int before = peer.receivedEdus().size();
      long start = System.nanoTime();
      for (int i = 0; i < 15; i++) {
        Presence.of(alice).put("presence", "online", "status_msg", "change " + i).ok();
      }
      awaitEdu(peer, each -> tells(each, alice.userId(), saying("change 14")));
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      List<JsonNode> since = peer.receivedEdus().subList(before, peer.receivedEdus().size());
      assertThat(since.size()).isLessThanOrEqualTo((int) seconds + 3);
    }
  }
}
