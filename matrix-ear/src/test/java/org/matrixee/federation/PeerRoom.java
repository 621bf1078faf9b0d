package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Room;

/** A public room of a local user that a user of a peer is in, and what the peer has there. */
final class PeerRoom {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final MatrixServer server;
  private final Peer peer;
  private final Client alice;
  private final Room room;
  private final String bob = "bob" + NUMBER.incrementAndGet();
  private final Pdus pdus;
  private final JsonObject join;
  private long depth;
  private JsonNode newest;

  /** Makes the room and lets the peer's user in. */
  PeerRoom(MatrixServer server, Peer peer) {
    this.server = server;
    this.peer = peer;
    alice = server.fresh("alice");
    room = alice.publicRoom();
    pdus = peer.pdus(room.id());
    read();
    join = pdus.signed(pdus.member(bob, "join", depth + 1, null, newest));
    send(join);
  }

  /** Who made the room. */
  Client alice() {
    return alice;
  }

  Room room() {
    return room;
  }

  /** The peer's user: the localpart. */
  String bob() {
    return bob;
  }

  /** Makes PDUs of the peer. */
  Pdus pdus() {
    return pdus;
  }

  /** The join of the peer's user. */
  JsonObject join() {
    return join;
  }

  /** The greatest depth, as far as {@link #read}. */
  long depth() {
    return depth;
  }

  /** The newest event as an entry of {@code prev_pdus}, as far as {@link #read}. */
  JsonNode newest() {
    return newest;
  }

  /** Looks at the room by its history, which did not fork. */
  void read() {
    List<JsonNode> history = room.history();
    depth = history.size();
    newest = reference(history.get(history.size() - 1).path("event_id").asText());
  }

  /** An entry of {@code prev_pdus}. */
  static JsonNode reference(String eventId) {
    int at = eventId.lastIndexOf('@');
    return Json.list(eventId.substring(at + 1), eventId.substring(0, at));
  }

  /** A transaction ID that was never used. */
  static String id() {
    return "t" + NUMBER.incrementAndGet();
  }

  /** A message of the peer's user upon the newest event. */
  JsonObject message(String body) {
    return pdus.signed(pdus.message(bob, depth + 1, body, newest));
  }

  /** A message of the peer's user upon another PDU. */
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

  /** The room's messages, oldest first. */
  List<String> bodies() {
    return room.history().stream()
        .filter(event -> event.path("type").asText().equals("m.room.message"))
        .map(event -> event.path("content").path("body").asText())
        .toList();
  }
}
