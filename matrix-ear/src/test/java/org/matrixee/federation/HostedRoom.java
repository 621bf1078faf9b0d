package org.matrixee.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;

/**
 * A public room that a peer has made and holds, with a past of its own: servers join it through the
 * peer. It has no {@code m.room.send_event_level}.
 */
final class HostedRoom {
  private static final String V1 = "/_matrix/federation/v1";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Peer peer;
  private final String id;
  private final Pdus pdus;
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private final int states;

  /** Makes the room; with users of the joining server and their levels. */
  HostedRoom(Peer peer, Object... usersAndLevels) {
    this.peer = peer;
    this.id = "!hosted" + NUMBER.incrementAndGet() + ":" + peer.name();
    this.pdus = peer.pdus(id);
    String host = peer.user("host");
    state("m.room.create", "", Json.of("creator", host));
    state("m.room.member", host, Json.of("membership", "join"));
    state("m.room.join_rules", "", Json.of("join_rule", "public"));
    ObjectNode levels = Json.of(usersAndLevels);
    levels.put(host, 100).put("default", 0);
    state("m.room.power_levels", "", levels);
    states = events.size();
    serve();
  }

  private void state(String type, String key, JsonNode content) {
    add(pdus.signed(pdus.state("host", type, key, depth() + 1, content, null, newest())));
  }

  private void add(JsonObject event) {
    events.add(event);
  }

  private JsonNode[] newest() {
    return events.isEmpty()
        ? new JsonNode[0]
        : new JsonNode[] {Pdus.reference(events.get(events.size() - 1))};
  }

  private long depth() {
    return events.isEmpty() ? 0 : events.get(events.size() - 1).getInt("depth");
  }

  String id() {
    return id;
  }

  /** A message of the host upon what is newest; nobody is told. */
  JsonObject say(String body) {
    JsonObject message = pdus.signed(pdus.message("host", depth() + 1, body, newest()));
    add(message);
    return message;
  }

  /** Answers joins, and questions for the past. */
  private void serve() {
    peer.answer(
        "GET",
        V1 + Client.path("make_join", id),
        request -> Peer.Answer.ok(Json.of("event", template(request.uri()))));
    answerSendJoin(() -> {});
    peer.answer(
        "GET",
        V1 + Client.path("backfill", id),
        request -> {
          List<JsonObject> newestFirst = new ArrayList<>(events);
          Collections.reverse(newestFirst);
          return Peer.Answer.ok("{\"pdus\":" + newestFirst + "}");
        });
  }

  /** From now on joins are taken, then something is done, and then they are answered. */
  void answerSendJoin(Runnable before) {
    peer.answer(
        "PUT",
        V1 + Client.path("send_join", id),
        request -> {
          List<JsonObject> state = List.copyOf(events.subList(0, states));
          add(Pdus.object(request.body()));
          before.run();
          return Peer.Answer.ok("{\"state\":" + state + ",\"auth_chain\":[]}");
        });
  }

  private JsonNode template(String uri) {
    String user =
        java.net.URLDecoder.decode(
            uri.substring(uri.lastIndexOf('/') + 1), java.nio.charset.StandardCharsets.UTF_8);
    ObjectNode event =
        pdus.state(
            "host",
            "m.room.member",
            user,
            depth() + 1,
            Json.of("membership", "join"),
            null,
            newest());
    event.remove(List.of("pdu_id", "ts", "origin_server_ts"));
    event.put("user_id", user).put("origin", user.substring(user.indexOf(':') + 1));
    return event;
  }
}
