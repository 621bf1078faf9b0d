package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * A room as one client sees and uses it.
 *
 * @param client the client
 * @param id the room id
 */
public record Room(Client client, String id) {

  /** The same room by another client. */
  public Room as(Client other) {
    return new Room(other, id);
  }

  /** Makes others join (a public room), and returns the room. */
  public Room with(Client... members) {
    for (Client member : members) {
      as(member).join().ok();
    }
    return this;
  }

  /** Invites others and lets them join, and returns the room. */
  public Room withInvited(Client... members) {
    for (Client member : members) {
      invite(member.userId()).ok();
    }
    return with(members);
  }

  /** The path of something in this room. */
  public String at(String... segments) {
    return path("rooms", id) + path(segments);
  }

  /** POST .../join. */
  public Reply join() {
    return client.post(at("join"), Json.of());
  }

  /** POST .../leave. */
  public Reply leave() {
    return client.post(at("leave"), Json.of());
  }

  /** POST .../invite. */
  public Reply invite(String userId) {
    return client.post(at("invite"), Json.of("user_id", userId));
  }

  /** POST .../kick. */
  public Reply kick(Client target) {
    return client.post(at("kick"), Json.of("user_id", target.userId()));
  }

  /** POST .../ban. */
  public Reply ban(Client target) {
    return client.post(at("ban"), Json.of("user_id", target.userId()));
  }

  /** PUT .../state/m.room.member/{user}. */
  public Reply setMembership(Client target, String membership) {
    return setState("m.room.member", target.userId(), Json.of("membership", membership));
  }

  /** POST .../send/{type}. */
  public Reply send(String type, JsonNode content) {
    return client.post(at("send", type), content);
  }

  /** PUT .../send/{type}/{txnId}. */
  public Reply send(String type, String txnId, JsonNode content) {
    return client.put(at("send", type, txnId), content);
  }

  /** Sends a text message. */
  public Reply message(String body) {
    return send("m.room.message", Json.of("msgtype", "m.text", "body", body));
  }

  /** Sends a text message that must succeed; returns the event id. */
  public String say(String body) {
    return message(body).ok().path("event_id").asText();
  }

  /** PUT .../state/{type}/{key}, or without the key if it is empty. */
  public Reply setState(String type, String key, JsonNode content) {
    return client.put(key.isEmpty() ? at("state", type) : at("state", type, key), content);
  }

  /** GET .../state/{type}/{key}, or without the key if it is empty. */
  public Reply state(String type, String key) {
    return client.get(key.isEmpty() ? at("state", type) : at("state", type, key));
  }

  /** The current state events. */
  public JsonNode stateEvents() {
    return client.get(at("state")).ok();
  }

  /** One current state event from the list; missing if there is none. */
  public JsonNode stateEvent(String type, String key) {
    for (JsonNode event : stateEvents()) {
      if (event.path("type").asText().equals(type)
          && event.path("state_key").asText().equals(key)) {
        return event;
      }
    }
    return MissingNode.getInstance();
  }

  /** The membership of a user as the members list has it; empty if it is not in the list. */
  public String membership(Client user) {
    return stateEvent("m.room.member", user.userId()).path("content").path("membership").asText();
  }

  /** GET .../members. */
  public Reply members() {
    return client.get(at("members"));
  }

  /** GET .../messages with a query such as {@code "dir=b&limit=3"}. */
  public Reply messages(String query) {
    return client.get(at("messages") + "?" + query);
  }

  /** The whole history, oldest first, read in pages of 1,000. */
  public List<JsonNode> history() {
    List<JsonNode> newestFirst = new ArrayList<>();
    String from = "";
    while (true) {
      JsonNode page = messages("dir=b&limit=1000" + from).ok();
      if (page.path("chunk").isEmpty()) {
        Collections.reverse(newestFirst);
        return newestFirst;
      }
      newestFirst.addAll(Json.elements(page.path("chunk")));
      from = "&from=" + Client.encode(page.path("end").asText());
    }
  }

  /** One event of the history by its id. */
  public JsonNode event(String eventId) {
    return client.get(path("events", eventId)).ok();
  }

  /** POST .../redact/{event}. */
  public Reply redact(String eventId, Object... content) {
    return client.post(at("redact", eventId), Json.of(content));
  }

  /** Gives levels to users, others unchanged; the caller must be allowed to. */
  public Reply setLevels(Object... usersAndLevels) {
    ObjectNode levels = state("m.room.power_levels", "").ok().deepCopy();
    for (int i = 0; i < usersAndLevels.length; i += 2) {
      Object who = usersAndLevels[i];
      levels.put(
          who instanceof Client user ? user.userId() : (String) who,
          (Integer) usersAndLevels[i + 1]);
    }
    return setState("m.room.power_levels", "", levels);
  }

  /** Changes some keys of the room's ops levels. */
  public Reply setOpsLevels(Object... keysAndLevels) {
    ObjectNode levels = state("m.room.ops_levels", "").ok().deepCopy();
    levels.setAll(Json.of(keysAndLevels));
    return setState("m.room.ops_levels", "", levels);
  }

  /** What a member sees of the room: state and history, without the age. */
  public List<JsonNode> snapshot() {
    List<JsonNode> all = new ArrayList<>();
    Json.elements(stateEvents()).forEach(event -> all.add(withoutAge(event)));
    history().forEach(event -> all.add(withoutAge(event)));
    return all;
  }

  /**
   * Asserts that a request is refused so and changes nothing that this client sees of the room.
   *
   * @return the answer
   */
  public Reply refuses(int status, String errcode, Supplier<Reply> request) {
    List<JsonNode> before = snapshot();
    Reply reply = request.get();
    reply.refused(status, errcode);
    assertThat(snapshot()).as("the room after %s", reply.request()).isEqualTo(before);
    return reply;
  }

  /** Asserts that a request is 403 M_FORBIDDEN and changes nothing. */
  public void forbids(Supplier<Reply> request) {
    refuses(403, "M_FORBIDDEN", request);
  }

  /** Asserts that a request is 400 M_BAD_JSON and changes nothing. */
  public void findsBad(Supplier<Reply> request) {
    refuses(400, "M_BAD_JSON", request);
  }

  /** Asserts that a request succeeds without making an event. */
  public void ignores(Supplier<Reply> request) {
    List<JsonNode> before = snapshot();
    Reply reply = request.get();
    reply.ok();
    assertThat(snapshot()).as("the room after %s", reply.request()).isEqualTo(before);
  }

  /** The event without its age, which differs from answer to answer. */
  public static JsonNode withoutAge(JsonNode event) {
    if (event instanceof ObjectNode object) {
      ObjectNode copy = object.deepCopy();
      copy.remove("age");
      copy.forEach(
          value -> {
            if (value instanceof ObjectNode inner) {
              inner.remove("age");
            }
          });
      return copy;
    }
    return event;
  }
}
