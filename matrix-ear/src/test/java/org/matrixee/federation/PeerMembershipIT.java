package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.JsonObject;
import java.time.Duration;
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
import org.matrixee.server.event.rules.Redactors;

/** A scripted peer joins, is invited, asks, and looks at what it is sent. */
class PeerMembershipIT {
  private static final String V1 = "/_matrix/federation/v1";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static Federation servers;
  private static MatrixServer server;
  private static Peer peer;

  @BeforeAll
  static void start() {
    servers = Federation.pair();
    server = servers.get(0);
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
    return peer.get(server, uri("make_join", room.id(), user));
  }

  /** The finished join of a template. */
  private static JsonObject completed(Reply template) {
    ObjectNode event = template.ok().path("event").deepCopy();
    long now = System.currentTimeMillis();
    event.put("pdu_id", "join" + NUMBER.incrementAndGet());
    event.put("ts", now).put("origin_server_ts", now);
    return peer.pdus(event.path("context").asText()).signed(event);
  }

  private static Reply sendJoin(Room room, JsonObject join) {
    return peer.put(
        server, uri("send_join", room.id(), Pdus.eventId(join)), Json.parse(join.toString()));
  }

  /** A user of the peer joins a public room; gives the join. */
  private static JsonObject join(Room room, String localpart) {
    JsonObject join = completed(makeJoin(room, peer.user(localpart)));
    sendJoin(room, join).ok();
    return join;
  }

  private static JsonNode sentPdu(String eventId) {
    peer.await(
        request ->
            Json.elements(request.body().path("pdus")).stream().anyMatch(pdu -> is(pdu, eventId)));
    return peer.receivedPdus().stream().filter(pdu -> is(pdu, eventId)).findFirst().orElseThrow();
  }

  private static boolean is(JsonNode pdu, String eventId) {
    return (pdu.path("pdu_id").asText() + "@" + pdu.path("origin").asText()).equals(eventId);
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
    JsonObject join = completed(makeJoin(room, peer.user(user)));
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
  @Row({
    "S-FED-08", "S-FED-10", "S-FED-11", "S-FED-12", "S-FED-13", "S-FED-15", "S-FED-16", "S-FED-18",
    "S-FED-19", "S-FED-20", "S-FED-21", "S-FED-22", "S-FED-23", "S-FED-24", "S-FED-25", "S-FED-26",
    "S-FED-27", "S-FED-28"
  })
  void whatIsSentHasTheFormOf2014() {
    Client alice = server.fresh("alice");
    Room room = alice.publicRoom();
    JsonObject join = join(room, name());
    long before = System.currentTimeMillis();
    JsonNode first = sentPdu(room.say("first"));
    JsonNode second = sentPdu(room.say("second"));
    assertThat(first.path("context").asText()).isEqualTo(room.id());
    assertThat(first.path("origin").asText()).isEqualTo(server.name());
    assertThat(first.path("pdu_type").asText()).isEqualTo("m.room.message");
    assertThat(first.path("user_id").asText()).isEqualTo(alice.userId());
    assertThat(first.path("is_state").asBoolean(true)).isFalse();
    assertThat(first.has("state_key")).isFalse();
    assertThat(first.path("ts").asLong()).isGreaterThanOrEqualTo(before);
    assertThat(first.path("origin_server_ts").asLong()).isEqualTo(first.path("ts").asLong());
    assertThat(first.path("unsigned").path("age").isIntegralNumber()).isTrue();
    JsonNode follows = first.path("prev_pdus").path(0);
    assertThat(follows.path(0).asText()).as("the peer's own PDU").isEqualTo(peer.name());
    assertThat(follows.path(1).asText()).isEqualTo(join.getString("pdu_id"));
    assertThat(first.path("depth").asLong()).isEqualTo(join.getInt("depth") + 1L);
    assertThat(second.path("prev_pdus").path(0).path(0).asText()).isEqualTo(server.name());
    assertThat(second.path("prev_pdus").path(0).path(1).asText())
        .isEqualTo(first.path("pdu_id").asText());
    assertThat(second.path("depth").asLong()).isEqualTo(first.path("depth").asLong() + 1);

    String one =
        room.setState("m.room.name", "", Json.of("name", "one")).ok().path("event_id").asText();
    String two =
        room.setState("m.room.name", "", Json.of("name", "two")).ok().path("event_id").asText();
    JsonNode named = sentPdu(one);
    JsonNode renamed = sentPdu(two);
    assertThat(named.path("is_state").asBoolean()).isTrue();
    assertThat(named.path("state_key").asText("none")).isEmpty();
    assertThat(named.path("power_level").asInt()).isEqualTo(100);
    assertThat(named.path("required_power_level").asInt()).isEqualTo(50);
    assertThat(renamed.path("prev_state_id").asText()).isEqualTo(named.path("pdu_id").asText());
    assertThat(renamed.path("prev_state_origin").asText()).isEqualTo(server.name());
    transactionsAreWhole(before);
  }

  private static void transactionsAreWhole(long before) {
    List<Peer.Received> all =
        peer.received().stream().filter(each -> each.uri().startsWith(V1 + "/send/")).toList();
    String previous = null;
    for (Peer.Received each : all) {
      JsonNode body = each.body();
      assertThat(each.method()).isEqualTo("PUT");
      String id = body.path("transaction_id").asText();
      assertThat(each.uri()).isEqualTo(V1 + "/send/" + id + "/");
      assertThat(body.path("origin").asText()).isEqualTo(server.name());
      assertThat(body.path("destination").asText()).isEqualTo(peer.name());
      assertThat(body.path("ts").asLong()).isBetween(before - 60_000, before + 60_000);
      assertThat(body.path("pdus").isArray()).isTrue();
      assertThat(body.path("pdus").size()).isLessThanOrEqualTo(50);
      assertThat(body.path("edus").isMissingNode() || !body.path("edus").isEmpty())
          .as("absent if empty")
          .isTrue();
      if (previous != null && !id.equals(previous)) {
        assertThat(body.path("prev_ids").path(0).asText()).isEqualTo(previous);
      }
      previous = id;
    }
    assertThat(all).hasSizeGreaterThan(1);
  }

  @Test
  @Row({"S-FED-04"})
  void everyServerIsToldDirectly() {
    Client alice = server.fresh("alice");
    Room room = alice.publicRoom();
    join(room, name());
    try (Peer third = Peer.start()) {
      joinBy(third, room);
      String message = room.say("to both of you");
      sentPdu(message);
      third.await(
          request ->
              Json.elements(request.body().path("pdus")).stream()
                  .anyMatch(pdu -> is(pdu, message)));
    }
  }

  @Test
  @Row({"S-DIR-05", "S-MISC-06"})
  void anAliasThatAServerClaimsForAnotherLeadsNowhere() {
    Client alice = server.fresh("alice");
    Room room = alice.publicRoom();
    String user = name();
    JsonObject join = join(room, user);
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
                () -> sentPdu(room.stateEvent("m.room.member", user).path("event_id").asText()));
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
            Pdus.object(event),
            Redactors.of(RoomVersions.get(new RoomVersion("2014")).redaction()),
            peer.signer());
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

  @Test
  void whatAPeerCannotReadIsSentOneByOneAndBlocksNothing() {
    Client alice = server.fresh("alice");
    Room room = alice.publicRoom();
    try (Peer picky = Peer.start()) {
      picky.answer(
          "PUT",
          V1 + "/send/",
          request ->
              request.body().toString().contains("poison")
                  ? new Peer.Answer(400, "{\"errcode\":\"M_BAD_JSON\",\"error\":\"no\"}")
                  : Peer.Answer.ok("{\"pdus\":{}}"));
      JsonObject join = joinBy(picky, room);
      assertThat(join).isNotNull();
      room.say("before");
      room.say("poison");
      String last = room.say("after");
      picky.await(
          request ->
              request.body().path("pdus").size() == 1
                  && is(request.body().path("pdus").path(0), last),
          Duration.ofSeconds(40));
      assertThat(
              picky.received().stream()
                  .filter(request -> request.body().toString().contains("poison"))
                  .count())
          .isGreaterThanOrEqualTo(3);
    }
  }

  private static JsonObject joinBy(Peer other, Room room) {
    String user = other.user(name());
    ObjectNode event =
        other.get(server, uri("make_join", room.id(), user)).ok().path("event").deepCopy();
    long now = System.currentTimeMillis();
    event.put("pdu_id", "join" + NUMBER.incrementAndGet()).put("ts", now);
    JsonObject join = other.pdus(room.id()).signed(event);
    other
        .put(server, uri("send_join", room.id(), Pdus.eventId(join)), Json.parse(join.toString()))
        .ok();
    return join;
  }
}
