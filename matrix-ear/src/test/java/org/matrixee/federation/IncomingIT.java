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
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;

/** What other servers send and ask, also what no honest server does. */
class IncomingIT {
  private static final String V1 = "/_matrix/federation/v1";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static Federation servers;
  private static MatrixServer server;
  private static Peer peer;
  private static Peer other;

  @BeforeAll
  static void start() {
    servers = Federation.pair();
    server = servers.get(0);
    peer = Peer.start();
    other = Peer.start();
  }

  @AfterAll
  static void stop() {
    peer.close();
    other.close();
  }

  /** A public room of a local user that a user of the peer is in, and what the peer has there. */
  private static final class Shared {
    private final Client alice = server.fresh("alice");
    private final Room room = alice.publicRoom();
    private final String bob = "bob" + NUMBER.incrementAndGet();
    private final Pdus pdus = peer.pdus(room.id());
    private final JsonObject join;
    private long depth;
    private JsonNode newest;

    Shared() {
      read();
      join = pdus.signed(pdus.member(bob, "join", depth + 1, null, newest));
      send(join);
    }

    /** Looks at the room by its history, which did not fork. */
    void read() {
      List<JsonNode> history = room.history();
      depth = history.size();
      newest = reference(history.get(history.size() - 1).path("event_id").asText());
    }

    JsonObject message(String body) {
      return pdus.signed(pdus.message(bob, depth + 1, body, newest));
    }

    JsonObject messageAfter(JsonObject before, String body) {
      return pdus.signed(
          pdus.message(bob, before.getInt("depth") + 1L, body, Pdus.reference(before)));
    }

    /** Sends events of which each is accepted. */
    void send(JsonObject... events) {
      JsonNode lines = peer.transaction(server, id(), events).ok().path("pdus");
      for (JsonObject event : events) {
        assertThat(lines.path(Pdus.eventId(event)).toString()).isEqualTo("{}");
      }
      read();
    }

    /** Sends one event; gives the answer's complaint, empty if there is none. */
    String complaint(JsonObject event) {
      JsonNode lines = peer.transaction(server, id(), event).ok().path("pdus");
      assertThat(lines.has(Pdus.eventId(event))).isTrue();
      return lines.path(Pdus.eventId(event)).path("error").asText();
    }

    List<String> bodies() {
      return room.history().stream()
          .filter(event -> event.path("type").asText().equals("m.room.message"))
          .map(event -> event.path("content").path("body").asText())
          .toList();
    }
  }

  private static String id() {
    return "t" + NUMBER.incrementAndGet();
  }

  private static JsonNode reference(String eventId) {
    int at = eventId.lastIndexOf('@');
    return Json.list(eventId.substring(at + 1), eventId.substring(0, at));
  }

  private static String path(String... segments) {
    return V1 + Client.path(segments) + "/";
  }

  @Test
  @Row({
    "S-MISC-11",
    "S-FED-09",
    "S-FED-14",
    "S-FED-17",
    "S-FED-32",
    "S-FED-33",
    "S-FED-34",
    "S-FED-35",
    "S-THR-09"
  })
  void transactionsOfEveryFormAreTakenOnce() {
    Shared shared = new Shared();
    String empty = id();
    for (String uri : List.of(V1 + "/send/" + empty, V1 + "/send/" + id() + "/")) {
      assertThat(
              peer.put(server, uri, Json.of("origin", peer.name(), "ts", 1, "pdus", Json.list()))
                  .ok()
                  .path("pdus")
                  .isEmpty())
          .isTrue();
    }
    JsonObject one = shared.message("one");
    JsonObject two = shared.messageAfter(one, "two");
    ObjectNode bad = Json.parse(two.toString()).deepCopy();
    bad.put("pdu_id", "stolen");
    ObjectNode body =
        Json.of(
            "transaction_id", "something else",
            "origin", peer.name(),
            "destination", "elsewhere.example",
            "origin_server_ts", 1,
            "previous_ids", Json.list("never", "seen"),
            "pdus", Json.list(Json.parse(one.toString()), bad, 17, Json.parse(two.toString())),
            "edus", Json.list(Json.of("edu_type", "org.unknown", "content", Json.of())));
    String txn = id();
    Reply first = peer.put(server, V1 + "/send/" + txn + "/", body);
    assertThat(first.ok().path("pdus").path(Pdus.eventId(one)).isEmpty()).isTrue();
    assertThat(first.ok().path("pdus").path(Pdus.eventId(two)).isEmpty()).isTrue();
    assertThat(first.ok().path("pdus").path("stolen@" + peer.name()).path("error").asText())
        .contains("signature");
    shared.read();
    JsonObject three = shared.message("three");
    // The ID was answered: nothing is processed, whatever the body says now.
    Reply again = peer.transaction(server, txn, three);
    assertThat(again.ok()).isEqualTo(first.ok());
    assertThat(shared.bodies()).containsExactly("one", "two");
    // The ID means something to its two servers only; and signed events come through anyone.
    other.transaction(server, txn, three).ok();
    assertThat(shared.bodies()).containsExactly("one", "two", "three");
    // The event is known: neither again nor with other content.
    shared.read();
    ObjectNode changed =
        shared.pdus.message(shared.bob, shared.depth + 1, "changed", shared.newest);
    changed.put("pdu_id", one.getString("pdu_id"));
    shared.complaint(shared.pdus.signed(changed));
    assertThat(shared.bodies()).containsExactly("one", "two", "three");

    refusals();
  }

  private static void refusals() {
    String uri = V1 + "/send/" + id() + "/";
    JsonNode none = Json.list();
    peer.put(server, uri, Json.of("origin", other.name(), "pdus", none))
        .refused(403, "M_FORBIDDEN");
    peer.put(server, uri, Json.of("pdus", none)).refused(400, "M_BAD_JSON");
    peer.put(server, uri, Json.of("origin", peer.name())).refused(400, "M_BAD_JSON");
    peer.put(server, uri, Json.of("origin", peer.name(), "pdus", 1)).refused(400, "M_BAD_JSON");
    Object[] many = new Object[51];
    java.util.Arrays.fill(many, Json.of());
    peer.put(server, uri, Json.of("origin", peer.name(), "pdus", Json.list(many)))
        .refused(413, "M_TOO_LARGE");
    Peer.send(server, "PUT", uri, "{}").refused(401, "M_UNAUTHORIZED");
  }

  @Test
  @Row({"S-FED-29", "S-ARCH-20"})
  void whatComesBeforeItsCauseWaitsForIt() {
    Shared shared = new Shared();
    JsonObject cause = shared.message("cause");
    JsonObject effect = shared.messageAfter(cause, "effect");
    JsonObject last = shared.messageAfter(effect, "last");
    for (JsonObject each : List.of(cause, effect)) {
      peer.answer(
          "GET",
          V1 + Client.path("pdu", peer.name(), each.getString("pdu_id")) + "/",
          request -> Peer.Answer.ok("{\"origin\":\"x\",\"pdus\":[" + each + "]}"));
    }
    shared.send(last);
    assertThat(shared.bodies()).containsExactly("cause", "effect", "last");
    // Where nobody has it, the event is refused and harms nothing.
    JsonObject lost = shared.messageAfter(shared.message("never sent"), "orphan");
    assertThat(shared.complaint(lost)).contains("cannot be had");
    shared.send(shared.message("next"));
    assertThat(shared.bodies()).containsExactly("cause", "effect", "last", "next");
  }

  @Test
  @Row({"S-THR-03", "S-THR-07", "S-THR-10", "S-FED-25"})
  void lawlessEventsAreNeitherShownNorReferredTo() {
    Shared shared = new Shared();
    Pdus pdus = shared.pdus;
    JsonNode newest = shared.newest;
    long depth = shared.depth + 1;
    String alice = shared.alice.userId();
    ObjectNode ban =
        pdus.state(
            shared.bob, "m.room.member", alice, depth, Json.of("membership", "ban"), null, newest);
    ban.put("power_level", 100);
    assertThat(shared.complaint(pdus.signed(ban))).contains("level");
    JsonObject stranger = pdus.signed(pdus.message("nobody", depth, "I was never here", newest));
    assertThat(shared.complaint(stranger)).isNotEmpty();
    ObjectNode asAlice = pdus.message(shared.bob, depth, "as alice", newest);
    asAlice.put("user_id", alice);
    assertThat(shared.complaint(pdus.signed(asAlice))).contains("user_id");
    asAlice.put("origin", server.name());
    assertThat(shared.complaint(pdus.signed(asAlice))).contains("not signed");
    assertThat(shared.complaint(Pdus.object(pdus.message(shared.bob, depth, "unsigned", newest))))
        .contains("not signed");
    assertThat(
            shared.complaint(
                Pdus.signed(pdus.message(shared.bob, depth, "forged", newest), other.signer())))
        .isNotEmpty();
    for (long lie : new long[] {0, depth - 1, depth + 1, (1L << 53) - 1}) {
      assertThat(shared.complaint(pdus.signed(pdus.message(shared.bob, lie, "lie", newest))))
          .contains("depth");
    }
    Object[] fan = new Object[101];
    for (int i = 0; i < fan.length; i++) {
      fan[i] = Json.list(peer.name(), "fan" + i);
    }
    ObjectNode wide = pdus.message(shared.bob, depth, "wide", newest);
    wide.set("prev_pdus", Json.list(fan));
    assertThat(shared.complaint(pdus.signed(wide))).contains("prev_pdus");
    assertThat(
            shared.complaint(
                pdus.signed(pdus.message(shared.bob, depth, "x".repeat(70_000), newest))))
        .contains("bytes");
    assertThat(shared.bodies()).isEmpty();

    // Ours that follows names the peer's join, not what was refused.
    String ours = shared.room.say("ours");
    JsonNode sent =
        get(peer, path("pdu", server.name(), ours.substring(0, ours.indexOf('@')))).ok();
    assertThat(sent.path("pdus").path(0).path("prev_pdus").toString())
        .contains(shared.join.getString("pdu_id"))
        .doesNotContain(stranger.getString("pdu_id"));
    assertThat(sent.path("pdus").path(0).path("depth").asLong()).isEqualTo(depth);
    shared.read();
    shared.send(shared.message("lawful"));
    assertThat(shared.bodies()).containsExactly("ours", "lawful");
    assertThat(shared.room.membership(shared.alice)).isEqualTo("join");
  }

  @Test
  void contentThatIsNotTheOneHashedIsStripped() {
    Shared shared = new Shared();
    ObjectNode forged = Json.parse(shared.message("true").toString()).deepCopy();
    forged.set("content", Json.of("msgtype", "m.text", "body", "forged"));
    shared.send(Pdus.object(forged));
    List<JsonNode> history = shared.room.history();
    assertThat(history.get(history.size() - 1).path("content").isEmpty()).isTrue();
  }

  private static Reply get(Peer reader, String uri) {
    return reader.get(server, uri);
  }

  @Test
  @Row({"S-FED-36", "S-FED-37", "S-FED-38", "S-FED-39", "S-THR-14"})
  void serversInTheRoomMayReadIt() {
    Shared shared = new Shared();
    String room = shared.room.id();
    String one = shared.room.say("one");
    String two = shared.room.say("two");
    String onePath = path("pdu", server.name(), one.substring(0, one.indexOf('@')));
    JsonNode pdu = get(peer, onePath).ok();
    assertThat(pdu.path("pdus")).hasSize(1);
    assertThat(pdu.path("origin").asText()).isEqualTo(server.name());
    assertThat(pdu.path("ts").isIntegralNumber()).isTrue();
    assertThat(pdu.path("pdus").path(0).path("content").path("body").asText()).isEqualTo("one");
    get(peer, path("pdu", server.name(), "nothing")).refused(404, "M_NOT_FOUND");

    JsonNode state = get(peer, path("state", room)).ok().path("pdus");
    assertThat(Json.elements(state).stream().map(IncomingIT::eventId))
        .containsExactlyInAnyOrderElementsOf(Json.texts(shared.room.stateEvents(), "event_id"));
    JsonNode before =
        get(peer, path("state", room) + "?event_id=" + Client.encode(Pdus.eventId(shared.join)))
            .ok()
            .path("pdus");
    assertThat(before.size()).isEqualTo(state.size() - 1);
    get(peer, path("state", "!nowhere:" + server.name())).refused(404, "M_NOT_FOUND");

    String v = "?v=" + Client.encode(two.replace("@", ","));
    JsonNode page = get(peer, path("backfill", room) + v + "&limit=2").ok().path("pdus");
    assertThat(Json.elements(page).stream().map(IncomingIT::eventId)).containsExactly(two, one);
    String turned = two.substring(two.indexOf('@') + 1) + "," + two.substring(0, two.indexOf('@'));
    JsonNode both =
        get(
                peer,
                path("backfill", room)
                    + "?v="
                    + Client.encode(turned)
                    + "&v="
                    + Client.encode(one.replace("@", ","))
                    + "&limit=100")
            .ok()
            .path("pdus");
    assertThat(Json.elements(both).stream().map(IncomingIT::eventId))
        .startsWith(two, one, Pdus.eventId(shared.join))
        .hasSize(shared.room.history().size());
    get(peer, path("backfill", room) + v).refused(400, "M_BAD_JSON");
    get(peer, path("backfill", room) + "?limit=5").refused(400, "M_BAD_JSON");

    String pull = V1 + "/pull/?origin=" + Client.encode(peer.name()) + "&v=";
    JsonNode all = get(peer, pull + "0").ok().path("pdus");
    assertThat(Json.elements(all).stream().map(IncomingIT::eventId)).contains(one, two);
    get(peer, pull + "x").refused(400, "M_BAD_JSON");
    get(peer, V1 + "/pull/?v=5").refused(400, "M_BAD_JSON");
    JsonNode chain = get(peer, path("event_auth", room, two)).ok().path("auth_chain");
    assertThat(Json.texts(chain, "pdu_type"))
        .contains("m.room.create", "m.room.power_levels", "m.room.member");

    outsidersMayReadNothing(
        onePath,
        path("state", room),
        path("backfill", room) + v + "&limit=2",
        path("event_auth", room, two));
  }

  private static void outsidersMayReadNothing(String... uris) {
    for (String uri : uris) {
      get(other, uri).refused(403, "M_FORBIDDEN");
    }
    assertThat(other.receivedPdus()).isEmpty();
  }

  private static String eventId(JsonNode pdu) {
    return pdu.path("pdu_id").asText() + "@" + pdu.path("origin").asText();
  }
}
