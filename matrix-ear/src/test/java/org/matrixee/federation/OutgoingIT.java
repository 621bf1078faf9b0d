package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;

/** A scripted peer looks at what it is sent. */
class OutgoingIT {
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

  private static String name() {
    return "reader" + NUMBER.incrementAndGet();
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
    JsonObject join = peer.join(server, room, name());
    long before = System.currentTimeMillis();
    JsonNode first = peer.awaitPdu(room.say("first"));
    JsonNode second = peer.awaitPdu(room.say("second"));
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
    JsonNode named = peer.awaitPdu(one);
    JsonNode renamed = peer.awaitPdu(two);
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
    peer.join(server, room, name());
    try (Peer third = Peer.start()) {
      third.join(server, room, name());
      String message = room.say("to both of you");
      peer.awaitPdu(message);
      third.awaitPdu(message);
    }
  }

  @Test
  @Row({"S-FED-40"})
  void whatCameAfterATransactionCanBePulled() {
    Client alice = server.fresh("alice");
    Room room = alice.publicRoom();
    try (Peer puller = Peer.start()) {
      puller.join(server, room, name());
      String first = room.say("first");
      puller.awaitPdu(first);
      String transaction = transactionOf(puller, first);
      String second = room.say("second");
      String third = room.say("third");
      puller.awaitPdu(third);
      String pull = V1 + "/pull/?origin=" + Client.encode(puller.name()) + "&v=";
      assertThat(pulled(puller, pull + transaction)).containsExactly(second, third);
      assertThat(pulled(puller, pull + "0&v=" + transaction)).containsExactly(second, third);
      assertThat(pulled(puller, pull + "0")).containsExactly(first, second, third);
      assertThat(pulled(puller, pull + transactionOf(puller, third))).isEmpty();
      peer.get(server, pull + transaction).refused(403, "M_FORBIDDEN");
    }
  }

  private static String transactionOf(Peer receiver, String event) {
    return receiver.received().stream()
        .map(Peer.Received::body)
        .filter(
            body ->
                Json.elements(body.path("pdus")).stream()
                    .anyMatch(pdu -> Pdus.eventId(pdu).equals(event)))
        .findFirst()
        .orElseThrow()
        .path("transaction_id")
        .asText();
  }

  private static List<String> pulled(Peer puller, String uri) {
    return Json.elements(puller.get(server, uri).ok().path("pdus")).stream()
        .map(Pdus::eventId)
        .toList();
  }

  @Test
  @Row({"S-SEC-02", "S-SEC-03"})
  void requestsAndEventsAreSignedWithThePublishedKeyRedactedOrNot() {
    Signatures.Key key = Signatures.Key.of(server);
    Client alice = server.fresh("alice");
    Room room = alice.publicRoom();
    peer.join(server, room, name());
    String message = room.say("to be taken back \u00e9\u20ac\ud83d\ude00");
    JsonNode sent = peer.awaitPdu(message);
    key.verifyMessage(sent);
    List<Peer.Received> requests =
        peer.received().stream().filter(each -> each.uri().startsWith(V1)).toList();
    assertThat(requests).isNotEmpty();
    requests.forEach(request -> key.verify(request, peer.name()));

    room.redact(message, "reason", "a slip").ok();
    String uri = V1 + Client.path("pdu", server.name(), sent.path("pdu_id").asText()) + "/";
    JsonNode stripped = peer.get(server, uri).ok().path("pdus").path(0);
    assertThat(stripped.toString()).doesNotContain("to be taken back");
    assertThat(stripped.path("content").isEmpty()).isTrue();
    assertThat(stripped.path("hashes")).isEqualTo(sent.path("hashes"));
    key.verify(stripped);
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
      picky.join(server, room, name());
      room.say("before");
      room.say("poison");
      String last = room.say("after");
      picky.await(
          request ->
              request.body().path("pdus").size() == 1
                  && Pdus.eventId(request.body().path("pdus").path(0)).equals(last),
          Duration.ofSeconds(40));
      assertThat(
              picky.received().stream()
                  .filter(request -> request.body().toString().contains("poison"))
                  .count())
          .isGreaterThanOrEqualTo(3);
    }
  }
}
