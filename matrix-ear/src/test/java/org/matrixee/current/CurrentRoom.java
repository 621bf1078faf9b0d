package org.matrixee.current;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Reply;

/** A room as a user of the current API sees it. */
record CurrentRoom(Client client, String id) {
  static final String V3 = "/_matrix/client/v3";

  /** The same user over the current API. */
  static Client client(Client user) {
    return user.withPrefix(V3);
  }

  static CurrentRoom create(Client creator, Object... options) {
    String id = creator.post("/createRoom", Json.of(options)).ok().path("room_id").asText();
    return new CurrentRoom(creator, id);
  }

  /** The room as another user sees it. */
  CurrentRoom as(Client other) {
    return new CurrentRoom(client(other), id);
  }

  Reply get(String rest) {
    return client.get(at(rest));
  }

  Reply post(String rest, JsonNode body) {
    return client.post(at(rest), body);
  }

  private String at(String rest) {
    return "/rooms/" + Client.encode(id) + "/" + rest;
  }

  Reply join() {
    return post("join", Json.of());
  }

  Reply send(String type, String txnId, JsonNode content) {
    return client.put(at("send/" + type + "/" + txnId), content);
  }

  /** Says something; the event's ID. */
  String say(String body) {
    JsonNode content = Json.of("msgtype", "m.text", "body", body);
    String txnId = UUID.randomUUID().toString();
    return send("m.room.message", txnId, content).ok().path("event_id").asText();
  }

  Reply redact(String event) {
    String txnId = UUID.randomUUID().toString();
    return client.put(at("redact/" + Client.encode(event) + "/" + txnId), Json.of());
  }

  Reply setState(String type, String key, JsonNode content) {
    return client.put(at("state/" + type + "/" + Client.encode(key)), content);
  }

  Reply state(String type, String key) {
    return state(type, key, "");
  }

  Reply state(String type, String key, String query) {
    return get("state/" + type + "/" + Client.encode(key) + (query.isEmpty() ? "" : "?" + query));
  }

  String membership(Client user) {
    return state("m.room.member", user.userId()).ok().path("membership").asText();
  }

  /** What was said, as a page of messages tells it. */
  List<String> bodies(String query) {
    return bodies(get("messages?limit=100&" + query).ok().path("chunk"));
  }

  static List<String> bodies(JsonNode events) {
    List<String> bodies = new ArrayList<>();
    for (JsonNode event : events) {
      if (event.path("content").has("body")) {
        bodies.add(event.path("content").path("body").asText());
      }
    }
    return bodies;
  }
}
