package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.federation.remote.rules.SignedRequest;

/** What honest servers never send; docs/threats.md says which threat is shown where. */
class HostilePeerIT {
  private static final String V1 = "/_matrix/federation/v1";

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

  // ---- Names

  @Test
  void aRequestForAnotherServerOpensNothingHere() {
    String uri = V1 + "/send/" + PeerRoom.id() + "/";
    String body = peer.transaction(Json.list()).toString();
    JsonObject content = Pdus.object(Json.parse(body));
    String elsewhere =
        new SignedRequest(
                "PUT", uri, new ServerName(peer.name()), new ServerName("elsewhere.test"), content)
            .authorization(peer.signer());
    Peer.send(server, "PUT", uri, body, elsewhere).refused(401, "M_UNAUTHORIZED");
    String here = peer.authorization(server, "PUT", uri, body);
    String other = V1 + "/send/" + PeerRoom.id() + "/";
    Peer.send(server, "PUT", other, body, here).refused(401, "M_UNAUTHORIZED");
    Peer.send(server, "PUT", uri, body, here).ok();
    Peer.send(server, "PUT", uri, body, here).ok();
  }

  @Test
  @Row({"S-MISC-07"})
  void anEventIsItsMakersWhoeverBringsIt() {
    PeerRoom shared = new PeerRoom(server, peer);
    LiveStream stream = shared.alice().stream();
    try (Peer third = Peer.start()) {
      JsonObject join = third.join(server, shared.room(), "carol");
      Pdus pdus = third.pdus(shared.room().id());
      JsonObject message =
          pdus.signed(
              pdus.message("carol", join.getInt("depth") + 1L, "of carol", Pdus.reference(join)));
      shared.send(message);
      JsonNode seen = newest(stream.until(Pdus.eventId(message)));
      assertThat(seen.path("event_id").asText()).endsWith("@" + third.name());
      assertThat(seen.path("user_id").asText()).isEqualTo(third.user("carol"));
      // Whoever brings it cannot have made it.
      ObjectNode stolen = Json.parse(message.toString()).deepCopy();
      stolen.put("pdu_id", "stolen").put("origin", peer.name());
      assertThat(shared.complaint(shared.pdus().signed(stolen))).contains("user_id");
    }
  }

  private static JsonNode newest(List<JsonNode> events) {
    return events.get(events.size() - 1);
  }

  @Test
  void anEventIdIsTakenOnceAndForOneRoom() {
    PeerRoom one = new PeerRoom(server, peer);
    PeerRoom two = new PeerRoom(server, peer);
    JsonObject first = one.message("first");
    one.send(first);
    ObjectNode same = two.pdus().message(two.bob(), two.depth() + 1, "stolen", two.newest());
    same.put("pdu_id", first.getString("pdu_id"));
    assertThat(two.complaint(two.pdus().signed(same))).contains("Another room");
    assertThat(one.bodies()).containsExactly("first");
    assertThat(two.bodies()).isEmpty();
    two.send(two.message("own"));
  }

  // ---- Graphs

  @Test
  void loopsLeadNowhere() {
    PeerRoom shared = new PeerRoom(server, peer);
    long depth = shared.depth() + 1;
    ObjectNode itself = shared.pdus().message(shared.bob(), depth, "itself", shared.newest());
    itself.set("prev_pdus", Json.list(Json.list(peer.name(), itself.path("pdu_id").asText())));
    assertThat(shared.complaint(shared.pdus().signed(itself))).contains("own predecessor");

    ObjectNode left = shared.pdus().message(shared.bob(), depth + 1, "left", shared.newest());
    ObjectNode right = shared.pdus().message(shared.bob(), depth + 2, "right", shared.newest());
    left.set("prev_pdus", Json.list(Pdus.reference(right)));
    right.set("prev_pdus", Json.list(Pdus.reference(left)));
    JsonNode lines =
        peer.transaction(
                server, PeerRoom.id(), shared.pdus().signed(left), shared.pdus().signed(right))
            .ok()
            .path("pdus");
    assertThat(lines).hasSize(2).allMatch(line -> !line.path("error").asText().isEmpty());
    assertThat(shared.bodies()).isEmpty();
    shared.send(shared.message("straight on"));
  }

  @Test
  void anEndlessPastIsNotFollowed() {
    PeerRoom shared = new PeerRoom(server, peer);
    String path = V1 + Client.path("pdu", peer.name(), "endless-");
    List<String> asked = new ArrayList<>();
    peer.answer(
        "GET",
        path,
        request -> {
          asked.add(request.uri());
          String number = request.uri().substring(path.length()).replace("/", "");
          return Peer.Answer.ok("{\"pdus\":[" + endless(shared, Long.parseLong(number)) + "]}");
        });
    assertThat(shared.complaint(endless(shared, 100_000))).contains("cannot be had");
    assertThat(asked).hasSizeBetween(2, 101);
    assertThat(shared.bodies()).isEmpty();
    shared.send(shared.message("on solid ground"));
  }

  /** An event that follows another one of its kind. */
  private static JsonObject endless(PeerRoom shared, long number) {
    ObjectNode event =
        shared
            .pdus()
            .message(
                shared.bob(), number, "deeper", Json.list(peer.name(), "endless-" + (number - 1)));
    event.put("pdu_id", "endless-" + number);
    return shared.pdus().signed(event);
  }

  @Test
  void manyBranchesAreBoundTogetherWithinBounds() {
    PeerRoom shared = new PeerRoom(server, peer);
    for (int half = 0; half < 2; half++) {
      JsonObject[] branches = new JsonObject[40];
      for (int i = 0; i < branches.length; i++) {
        branches[i] = shared.message("branch " + half + " " + i);
      }
      JsonNode lines = peer.transaction(server, PeerRoom.id(), branches).ok().path("pdus");
      assertThat(lines).hasSize(40).allMatch(JsonNode::isEmpty);
    }
    JsonNode merge = peer.awaitPdu(shared.room().say("together"));
    assertThat(merge.path("prev_pdus").size()).isBetween(20, 50);
    JsonObject next = shared.messageAfter(Pdus.object(merge), "one line again");
    assertThat(shared.complaint(next)).isEmpty();
    assertThat(shared.bodies()).hasSize(82).endsWith("together", "one line again");
  }

  // ---- Sizes

  @Test
  void deepJsonIsNotRead() {
    String uri = V1 + "/send/" + PeerRoom.id() + "/";
    String deep = "{\"origin\":\"x\",\"pdus\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
    String header = peer.authorization(server, "PUT", uri, "{}");
    Peer.send(server, "PUT", uri, deep, header).refused(400, "M_BAD_JSON");
  }

  // ---- Those who are not in the room any more

  @Test
  void aBannedUsersServerIsNeitherHeardNorTold() {
    PeerRoom shared = new PeerRoom(server, peer);
    JsonObject late = shared.message("made before the ban was known");
    shared
        .room()
        .setState("m.room.member", peer.user(shared.bob()), Json.of("membership", "ban"))
        .ok();
    // Upon what was before the ban: allowed by its own past, and shown to nobody.
    assertThat(shared.complaint(late)).isEmpty();
    shared.read();
    assertThat(shared.complaint(shared.message("after the ban"))).isNotEmpty();
    assertThat(
            shared.complaint(
                shared
                    .pdus()
                    .signed(
                        shared
                            .pdus()
                            .member(
                                shared.bob(), "join", shared.depth() + 1, null, shared.newest()))))
        .isNotEmpty();
    assertThat(shared.bodies()).isEmpty();
    nothingIsTold(shared);
  }

  @Test
  void aServerThatHasLeftIsNeitherHeardNorTold() {
    PeerRoom shared = new PeerRoom(server, peer);
    JsonNode join = Json.parse(shared.join().toString());
    shared.send(
        shared
            .pdus()
            .signed(
                shared
                    .pdus()
                    .member(shared.bob(), "leave", shared.depth() + 1, join, shared.newest())));
    assertThat(shared.complaint(shared.message("from outside"))).isNotEmpty();
    assertThat(shared.bodies()).isEmpty();
    nothingIsTold(shared);
  }

  private static void nothingIsTold(PeerRoom shared) {
    String secret = shared.room().say("among ourselves");
    PeerRoom fence = new PeerRoom(server, peer);
    peer.awaitPdu(fence.room().say("what was sent before has arrived"));
    assertThat(peer.receivedPdus()).noneMatch(pdu -> Pdus.eventId(pdu).equals(secret));
    String local = secret.substring(0, secret.indexOf('@'));
    String room = shared.room().id();
    for (String uri :
        List.of(
            Client.path("pdu", server.name(), local) + "/",
            Client.path("state", room) + "/",
            Client.path("backfill", room) + "/?limit=9&v=" + Client.encode(local + ",x"),
            Client.path("event_auth", room, secret) + "/")) {
      peer.get(server, V1 + uri).refused(403, "M_FORBIDDEN");
    }
  }

  // ---- The past as news

  @Test
  @Row({"S-MISC-12", "S-PERM-09"})
  void aRoomBuiltElsewhereKeepsItsRulesAndItsPast() {
    Client alice = server.fresh("alice");
    Client berta = server.fresh("berta");
    HostedRoom hosted = new HostedRoom(peer, alice.userId(), 50);
    List<JsonObject> old = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      old.add(hosted.say("old " + i));
    }
    Room room = new Room(alice, hosted.id());
    LiveStream stream = alice.stream();
    room.join().ok();
    assertThat(stream.untilNow())
        .filteredOn(event -> event.path("room_id").asText().equals(room.id()))
        .extracting(event -> event.path("type").asText())
        .containsExactly("m.room.member");

    // Somebody sends the past as if it were new: what the join names, and what lies deeper.
    JsonNode lines =
        peer.transaction(server, PeerRoom.id(), old.get(5), old.get(2)).ok().path("pdus");
    assertThat(lines.path(Pdus.eventId(old.get(5))).isEmpty()).isTrue();
    assertThat(lines.path(Pdus.eventId(old.get(2))).path("error").asText()).contains("before");
    stream.seesNothingOf(room);

    assertThat(bodies(room)).containsExactly("old 0", "old 1", "old 2", "old 3", "old 4", "old 5");
    stream.seesNothingOf(room);

    JsonObject fresh = hosted.say("new");
    peer.transaction(server, PeerRoom.id(), fresh).ok();
    assertThat(stream.until(Pdus.eventId(fresh)))
        .filteredOn(event -> event.path("room_id").asText().equals(room.id()))
        .hasSize(1);
    room.say("of level 50");
    room.as(berta).join().ok();
    room.as(berta).message("of level 0").refused(403, "M_FORBIDDEN");
    assertThat(bodies(room)).endsWith("old 5", "new", "of level 50");
  }

  private static List<String> bodies(Room room) {
    return room.history().stream()
        .filter(event -> event.path("type").asText().equals("m.room.message"))
        .map(event -> event.path("content").path("body").asText())
        .toList();
  }

  // ---- What this server makes of it

  @Test
  @Row({"S-THR-04"})
  void faultsAreCountedByServerForAdministrators() {
    try (Peer liar = Peer.start()) {
      PeerRoom shared = new PeerRoom(server, liar);
      long depth = shared.depth() + 1;
      String uri = V1 + "/send/" + PeerRoom.id() + "/";
      String body = liar.transaction(Json.list()).toString();
      String good = liar.authorization(server, "PUT", uri, body);
      for (int i = 0; i < 2; i++) {
        Peer.send(server, "PUT", uri, body, good.replace("sig=\"", "sig=\"AAAA"))
            .refused(401, "M_UNAUTHORIZED");
      }
      ObjectNode unsigned = shared.pdus().message(shared.bob(), depth, "x", shared.newest());
      assertThat(shared.complaint(Pdus.object(unsigned))).contains("not signed");
      JsonObject orphan = shared.messageAfter(shared.message("never sent"), "orphan");
      assertThat(shared.complaint(orphan)).contains("cannot be had");
      ObjectNode ban =
          shared
              .pdus()
              .state(
                  shared.bob(),
                  "m.room.member",
                  shared.alice().userId(),
                  depth,
                  Json.of("membership", "ban"),
                  null,
                  shared.newest());
      String refusal = shared.complaint(shared.pdus().signed(ban));

      JsonNode answer = Federation.root().get("/admin/federation/faults").ok();
      JsonNode line =
          Json.where(
                  answer.path("servers"), each -> each.path("server").asText().equals(liar.name()))
              .get(0);
      assertThat(line.path("false_requests").asInt()).isEqualTo(2);
      assertThat(line.path("bad_pdus").asInt()).isEqualTo(1);
      assertThat(line.path("misplaced_pdus").asInt()).isEqualTo(1);
      assertThat(line.path("lawless_pdus").asInt()).isEqualTo(1);
      assertThat(line.path("last_reason").asText()).isEqualTo(refusal);
      assertThat(line.path("last_ts").asLong())
          .isGreaterThanOrEqualTo(answer.path("since_ts").asLong());
      shared.alice().get("/admin/federation/faults").refused(403, "M_FORBIDDEN");
      Client.nobody(server.url()).get("/admin/federation/faults").refused(403, "M_FORBIDDEN");
    }
  }

  @Test
  void whatThePolicyDoesNotWantIsNotShownAndBreaksNothing() {
    PeerRoom shared = new PeerRoom(server, peer);
    LiveStream stream = shared.alice().stream();
    JsonObject unwanted = shared.message("buy " + Federation.UNWANTED_WORD + " now");
    assertThat(shared.complaint(unwanted)).contains("word");
    JsonObject after = shared.messageAfter(unwanted, "and now for something else");
    shared.send(after);
    assertThat(stream.until(Pdus.eventId(after)))
        .noneMatch(event -> event.path("event_id").asText().equals(Pdus.eventId(unwanted)));
    assertThat(shared.bodies()).containsExactly("and now for something else");
    shared.alice().get(Client.path("events", Pdus.eventId(unwanted))).refused(404, "M_NOT_FOUND");
    // An invite with such a word does not reach anybody.
    Pdus pdus = peer.pdus("!elsewhere:" + peer.name());
    JsonObject invite =
        pdus.signed(
            pdus.state(
                "host",
                "m.room.member",
                shared.alice().userId(),
                7,
                Json.of("membership", "invite", "displayname", Federation.UNWANTED_WORD),
                null,
                Json.list(peer.name(), "something")));
    peer.put(
            server,
            V1 + Client.path("invite", "!elsewhere:" + peer.name(), Pdus.eventId(invite)),
            Json.parse(invite.toString()))
        .refused(403, "M_FORBIDDEN");
  }

  @Test
  void anEventIsAsOldAsItsServerSaysWhateverItsClock() {
    PeerRoom shared = new PeerRoom(server, peer);
    LiveStream stream = shared.alice().stream();
    ObjectNode fast =
        shared.pdus().message(shared.bob(), shared.depth() + 1, "tick", shared.newest());
    long wrong = System.currentTimeMillis() - 86_400_000;
    fast.put("ts", wrong).put("origin_server_ts", wrong);
    ObjectNode aged = Json.parse(shared.pdus().signed(fast).toString()).deepCopy();
    aged.set("unsigned", Json.of("age", 5000));
    shared.send(Pdus.object(aged));
    JsonNode seen = newest(stream.until(Pdus.eventId(Pdus.object(aged))));
    assertThat(seen.path("ts").asLong()).isEqualTo(wrong);
    assertThat(seen.path("age").asLong()).isBetween(5000L, 60_000L);
  }
}
