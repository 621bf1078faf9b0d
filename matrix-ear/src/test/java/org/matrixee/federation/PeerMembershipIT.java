package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.event.rules.JsonSigning;

/** A scripted peer joins, is invited, and asks. */
class PeerMembershipIT {
  private static final String V1 = "/_matrix/federation/v1";
  private static final AtomicInteger NUMBER = new AtomicInteger();

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

  private static String uri(String... segments) {
    return V1 + Client.path(segments);
  }

  private static String name() {
    return "user" + NUMBER.incrementAndGet();
  }

  private static Reply makeJoin(Room room, String user) {
    return peer.makeJoin(server, room, user);
  }

  private static Reply sendJoin(Room room, JsonObject join) {
    return peer.sendJoin(server, room, join);
  }

  @Test
  @Row({"S-ARCH-21", "S-FED-31"})
  void aServerThatNobodyKnewMayJoin() {
    Client alice = server.fresh("alice");
    Room room = alice.createRoom("visibility", "public", "name", "Open");
    LiveStream stream = alice.stream();
    String user = name();
    JsonNode template = makeJoin(room, peer.user(user)).ok().path("event");
    assertThat(template.path("user_id").asText()).isEqualTo(peer.user(user));
    assertThat(template.path("content").path("membership").asText()).isEqualTo("join");
    assertThat(template.path("content").has("displayname")).as("ours to say").isFalse();
    assertThat(template.has("signatures")).isFalse();
    JsonObject join = peer.completed(makeJoin(room, peer.user(user)));
    JsonNode answer = sendJoin(room, join).ok();
    assertThat(answer.path("auth_chain").isArray()).isTrue();
    List<String> types =
        Json.elements(answer.path("state")).stream().map(e -> e.path("pdu_type").asText()).toList();
    assertThat(types)
        .contains("m.room.create", "m.room.power_levels", "m.room.join_rules", "m.room.name");
    assertThat(types.stream().filter("m.room.member"::equals)).as("without the join").hasSize(1);
    stream.until(Pdus.eventId(join));
    assertThat(
            room.stateEvent("m.room.member", peer.user(user))
                .path("content")
                .path("membership")
                .asText())
        .isEqualTo("join");
    sendJoin(room, join).ok();
    assertThat(stream.untilNow()).as("once").isEmpty();
  }

  @Test
  void joinsAreRefusedForTheRightReasons() {
    Client alice = server.fresh("alice");
    Room open = alice.publicRoom();
    Room closed = alice.createRoom();
    String user = peer.user(name());
    makeJoin(open, alice.userId()).refused(403, "M_FORBIDDEN");
    makeJoin(closed, user).refused(403, "M_FORBIDDEN");
    makeJoin(new Room(alice, "!nosuchroom:" + server.name()), user).refused(404, "M_NOT_FOUND");
    Peer.send(server, "GET", uri("make_join", open.id(), user), null)
        .refused(401, "M_UNAUTHORIZED");

    ObjectNode plain = makeJoin(open, user).ok().path("event").deepCopy();
    long now = System.currentTimeMillis();
    plain.put("pdu_id", "odd" + NUMBER.incrementAndGet()).put("ts", now);
    Pdus pdus = peer.pdus(open.id());
    ObjectNode asAlice = plain.deepCopy();
    asAlice.put("user_id", alice.userId()).put("state_key", alice.userId());
    asAlice.put("origin", server.name());
    sendJoin(open, pdus.signed(asAlice)).refused(403, "M_FORBIDDEN");
    ObjectNode ban = plain.deepCopy();
    ban.set("content", Json.of("membership", "ban"));
    sendJoin(open, pdus.signed(ban)).refused(403, "M_FORBIDDEN");
    sendJoin(closed, pdus.signed(plain)).refused(400, "M_BAD_JSON");
    ObjectNode intoClosed = plain.deepCopy();
    intoClosed.put("context", closed.id());
    sendJoin(closed, peer.pdus(closed.id()).signed(intoClosed)).refused(403, "M_FORBIDDEN");
    peer.put(server, uri("send_join", open.id(), "x@" + peer.name()), Json.of())
        .refused(400, "M_BAD_JSON");
    assertThat(closed.stateEvent("m.room.member", user).isMissingNode()).isTrue();
    assertThat(open.stateEvent("m.room.member", user).isMissingNode()).isTrue();
  }

  @Test
  void aJoinThatIsNoMembershipOpensNoRoom() {
    Client alice = server.fresh("alice");
    Room open = alice.publicRoom();
    String user = name();
    JsonObject join = peer.join(server, open, user);
    sendJoin(open, join).ok();
    setMembership(open, user, "ban");
    sendJoin(open, join).refused(403, "M_FORBIDDEN");

    // An event that this server only holds, since the peer has told it as part of a state.
    Room closed = alice.createRoom();
    Pdus pdus = peer.pdus(closed.id());
    JsonNode invented = Json.list(peer.name(), "none");
    JsonObject held = pdus.signed(pdus.member(user, "join", 4, null, invented));
    JsonObject message = pdus.signed(pdus.message(user, 5, "from outside", invented));
    peer.answer(
        "GET",
        uri("state", closed.id()),
        request -> Peer.Answer.ok("{\"origin\":\"x\",\"pdus\":[" + held + "]}"));
    peer.transaction(server, "held" + NUMBER.incrementAndGet(), message).ok();
    sendJoin(closed, held).refused(403, "M_FORBIDDEN");
    assertThat(closed.stateEvent("m.room.member", peer.user(user)).isMissingNode()).isTrue();
  }

  private static void setMembership(Room room, String localpart, String membership) {
    room.setState("m.room.member", peer.user(localpart), Json.of("membership", membership)).ok();
  }

  @Test
  @Row({"S-DIR-05", "S-MISC-06"})
  void anAliasThatAServerClaimsForAnotherLeadsNowhere() {
    Client alice = server.fresh("alice");
    Room room = alice.publicRoom();
    String user = name();
    JsonObject join = peer.join(server, room, user);
    LiveStream stream = alice.stream();
    String stolen = "#stolen-" + NUMBER.incrementAndGet() + ":" + server.name();
    Pdus pdus = peer.pdus(room.id());
    JsonObject aliases =
        pdus.signed(
            pdus.state(
                user,
                "m.room.aliases",
                peer.name(),
                join.getInt("depth") + 1L,
                Json.of("aliases", Json.list(stolen)),
                null,
                Pdus.reference(join)));
    peer.transaction(server, "aliases" + NUMBER.incrementAndGet(), aliases).ok();
    stream.until(Pdus.eventId(aliases));
    alice.resolve(stolen).refused(404, "M_NOT_FOUND");
    assertThat(alice.get("/publicRooms").ok().toString()).doesNotContain(stolen);
    String sameReference = room.say("ours");
    assertThat(sameReference).endsWith("@" + server.name());
    assertThat(Pdus.eventId(aliases)).endsWith("@" + peer.name());
  }

  @Test
  @Row({"S-PROF-11", "S-PROF-12", "S-PROF-13", "S-FED-05", "S-FED-41"})
  void questionsAreAnsweredByType() {
    Client alice = server.fresh("alice");
    alice
        .put(Client.path("profile", alice.userId(), "displayname"), Json.of("displayname", "Alice"))
        .ok();
    String profile = V1 + "/query/profile?user_id=" + Client.encode(alice.userId());
    JsonNode both = peer.get(server, profile).ok();
    assertThat(Json.keys(both)).containsExactlyInAnyOrder("displayname", "avatar_url");
    assertThat(both.path("displayname").asText()).isEqualTo("Alice");
    assertThat(Json.keys(peer.get(server, profile + "&field=avatar_url").ok()))
        .containsExactly("avatar_url");
    assertThat(Json.keys(peer.get(server, profile + "&field=displayname").ok()))
        .containsExactly("displayname");
    peer.get(server, profile + "&field=password").refused(400, "M_BAD_JSON");
    peer.get(server, V1 + "/query/profile").refused(400, "M_BAD_JSON");
    peer.get(server, V1 + "/query/profile?user_id=" + Client.encode("@nobody:" + server.name()))
        .refused(404, "M_NOT_FOUND");
    peer.get(server, V1 + "/query/profile?user_id=" + Client.encode(peer.user("x")))
        .refused(400, "M_BAD_JSON");

    Room room = alice.publicRoom();
    String alias = "#asked-" + NUMBER.incrementAndGet() + ":" + server.name();
    alice.addAlias(alias, room.id()).ok();
    JsonNode found =
        peer.get(server, V1 + "/query/directory?room_alias=" + Client.encode(alias)).ok();
    assertThat(found.path("room_id").asText()).isEqualTo(room.id());
    assertThat(found.path("servers").path(0).asText()).isEqualTo(server.name());
    peer.get(server, V1 + "/query/directory?room_alias=" + Client.encode("#none:" + server.name()))
        .refused(404, "M_NOT_FOUND");
    peer.get(server, V1 + "/query/directory?room_alias=" + Client.encode("#a:" + peer.name()))
        .refused(400, "M_BAD_JSON");
    peer.get(server, V1 + "/query/weather").refused(404, "M_NOT_FOUND");
    Peer.send(server, "GET", profile, null).refused(401, "M_UNAUTHORIZED");
  }

  @Test
  @Row({"S-INV-08"})
  void anInviteOfThePeersUserIsSignedByItOrSentByTransaction() {
    Client alice = server.fresh("alice");
    Room room = alice.createRoom();
    String user = peer.user(name());
    peer.answer("PUT", uri("invite", room.id()), request -> new Peer.Answer(404, ""));
    room.invite(user).ok();
    Peer.Received asked = peer.await(request -> request.uri().startsWith(uri("invite", room.id())));
    assertThat(asked.method()).isEqualTo("PUT");
    JsonNode byTransaction =
        peer.receivedPdus().stream()
            .filter(pdu -> pdu.path("state_key").asText().equals(user))
            .findFirst()
            .orElseGet(
                () ->
                    peer.awaitPdu(
                        room.stateEvent("m.room.member", user).path("event_id").asText()));
    assertThat(byTransaction.path("content").path("membership").asText()).isEqualTo("invite");
    assertThat(byTransaction.path("content").has("displayname")).as("theirs to say").isFalse();

    String signing = peer.user(name());
    peer.answer(
        "PUT",
        uri("invite", room.id()),
        request -> Peer.Answer.ok("[200," + Json.of("event", countersigned(request.body())) + "]"));
    room.invite(signing).ok();
    JsonNode invite = room.stateEvent("m.room.member", signing);
    assertThat(invite.path("content").path("membership").asText()).isEqualTo("invite");
    assertThat(invite.path("event_id").asText()).endsWith("@" + server.name());

    peer.answer(
        "PUT",
        uri("invite", room.id()),
        request -> new Peer.Answer(403, "{\"errcode\":\"M_FORBIDDEN\",\"error\":\"no\"}"));
    room.forbids(() -> room.invite(peer.user(name())));
  }

  private static JsonNode countersigned(JsonNode event) {
    JsonObject signed =
        JsonSigning.signEvent(
            Pdus.object(event), RoomVersions.get(new RoomVersion("2014")), peer.signer());
    return Json.parse(signed.toString());
  }

  @Test
  @Row({"S-INV-01"})
  void anInviteByThePeerIsSignedAndShown() {
    Client alice = server.fresh("alice");
    LiveStream stream = alice.stream();
    String room = "!peers" + NUMBER.incrementAndGet() + ":" + peer.name();
    Pdus pdus = peer.pdus(room);
    JsonObject invite = invite(pdus, alice.userId());
    JsonNode answer =
        peer.put(server, uri("invite", room, Pdus.eventId(invite)), Json.parse(invite.toString()))
            .ok();
    assertThat(Json.keys(answer.path("event").path("signatures")))
        .containsExactlyInAnyOrder(peer.name(), server.name());
    stream.until(Pdus.eventId(invite));
    assertThat(alice.syncEntry(room).path("membership").asText()).isEqualTo("invite");

    JsonObject nobody = invite(pdus, "@nobody-at-all:" + server.name());
    peer.put(server, uri("invite", room, Pdus.eventId(nobody)), Json.parse(nobody.toString()))
        .refused(404, "M_NOT_FOUND");
    JsonObject shouted = invite(pdus, alice.userId().replace("@a", "@A"));
    peer.put(server, uri("invite", room, Pdus.eventId(shouted)), Json.parse(shouted.toString()))
        .refused(404, "M_NOT_FOUND");
    JsonObject another = invite(pdus, peer.user("x"));
    peer.put(server, uri("invite", room, Pdus.eventId(another)), Json.parse(another.toString()))
        .refused(404, "M_NOT_FOUND");
    peer.put(server, uri("invite", room, "x@y.example"), Json.parse(invite.toString()))
        .refused(400, "M_BAD_JSON");
  }

  private static JsonObject invite(Pdus pdus, String target) {
    return pdus.signed(
        pdus.state(
            "host",
            "m.room.member",
            target,
            7,
            Json.of("membership", "invite"),
            null,
            Json.list(peer.name(), "something")));
  }
}
