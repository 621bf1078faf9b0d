package org.matrixee.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.matrixee.e2e.Json;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.event.rules.ContentHash;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.ServerSigner;
import org.matrixee.server.json.JsonReader;

/** Makes PDUs of 2014 for a room: parts of them, wholes, and wholes with faults. */
final class Pdus {
  private static final RoomVersionRules RULES = RoomVersions.get(new RoomVersion("2014"));
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final Peer peer;
  private final String room;

  Pdus(Peer peer, String room) {
    this.peer = peer;
    this.room = room;
  }

  /**
   * A message without hash and signature, to be changed and then signed.
   *
   * @param prev what it follows: entries of {@code prev_pdus}, see {@link #reference}
   */
  ObjectNode message(String localpart, long depth, String body, JsonNode... prev) {
    return plain(
        localpart, "m.room.message", depth, Json.of("msgtype", "m.text", "body", body), prev);
  }

  /** Any event that is not state. */
  ObjectNode plain(String localpart, String type, long depth, JsonNode content, JsonNode... prev) {
    long now = System.currentTimeMillis();
    ObjectNode pdu =
        Json.of(
            "pdu_id", "p" + COUNTER.incrementAndGet(),
            "origin", peer.name(),
            "context", room,
            "pdu_type", type,
            "ts", now,
            "origin_server_ts", now,
            "user_id", peer.user(localpart),
            "content", content,
            "depth", depth,
            "is_state", false);
    pdu.set("prev_pdus", Json.list((Object[]) prev));
    return pdu;
  }

  /**
   * A state event.
   *
   * @param replaced the PDU that it replaces; null for none
   */
  ObjectNode state(
      String localpart,
      String type,
      String stateKey,
      long depth,
      JsonNode content,
      JsonNode replaced,
      JsonNode... prev) {
    ObjectNode pdu = plain(localpart, type, depth, content, prev);
    pdu.put("is_state", true).put("state_key", stateKey).put("power_level", 0);
    if (replaced != null) {
      pdu.put("prev_state_id", replaced.path("pdu_id").asText());
      pdu.put("prev_state_origin", replaced.path("origin").asText());
    }
    return pdu;
  }

  /** A membership event of a user of the peer about himself. */
  ObjectNode member(
      String localpart, String membership, long depth, JsonNode replaced, JsonNode... prev) {
    return state(
        localpart,
        "m.room.member",
        peer.user(localpart),
        depth,
        Json.of("membership", membership),
        replaced,
        prev);
  }

  /** With hash and signature of the peer. */
  JsonObject signed(ObjectNode pdu) {
    return signed(pdu, peer.signer());
  }

  /** With hash, and a signature by any key. */
  static JsonObject signed(ObjectNode pdu, ServerSigner signer) {
    JsonObject plain = object(pdu);
    JsonObject hashed =
        object(pdu.deepCopy().set("hashes", Json.of("sha256", ContentHash.of(plain, RULES))));
    return JsonSigning.signEvent(hashed, RULES, signer);
  }

  /** An entry of {@code prev_pdus}. */
  static JsonNode reference(JsonNode pdu) {
    return Json.list(pdu.path("origin").asText(), pdu.path("pdu_id").asText());
  }

  /** The same of a signed one. */
  static JsonNode reference(JsonObject pdu) {
    return Json.list(pdu.getString("origin"), pdu.getString("pdu_id"));
  }

  /** The event id that clients see. */
  static String eventId(JsonObject pdu) {
    return pdu.getString("pdu_id") + "@" + pdu.getString("origin");
  }

  /** The same of one that came. */
  static String eventId(JsonNode pdu) {
    return pdu.path("pdu_id").asText() + "@" + pdu.path("origin").asText();
  }

  /** As values that signatures are made over. */
  static JsonObject object(JsonNode json) {
    return JsonReader.PDU.readObject(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
