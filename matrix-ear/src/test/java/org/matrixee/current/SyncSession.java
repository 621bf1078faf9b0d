package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Reply;

/** A client of today that follows its rooms: each sync goes on where the one before ended. */
final class SyncSession {
  private static final JsonNode NO_PRESENCE = Json.of("types", Json.list());

  private final Client client;
  private final String parameters;
  private String since = "";

  /**
   * A session that is told nothing of presence, which comes when it likes.
   *
   * @param parameters more query parameters of each sync, encoded
   */
  SyncSession(Client client, String... parameters) {
    this(client, false, parameters);
  }

  private SyncSession(Client client, boolean presence, String... parameters) {
    this.client = CurrentRoom.client(client);
    String rest = String.join("&", parameters);
    boolean filtered = presence || rest.contains("filter=");
    this.parameters = filtered ? rest : filter(Json.of("presence", NO_PRESENCE)) + "&" + rest;
  }

  /** A session that is told of presence, too. */
  static SyncSession withPresence(Client client) {
    return new SyncSession(client, true);
  }

  static String filter(JsonNode filter) {
    return "filter=" + Client.encode(filter.toString());
  }

  String since() {
    return since;
  }

  /** Goes back, or on, to some token. */
  SyncSession at(String token) {
    since = token;
    return this;
  }

  private String path(String more) {
    return "/sync?" + more + "&" + parameters + (since.isEmpty() ? "" : "&since=" + since);
  }

  /** What is new now. */
  JsonNode next() {
    return next("timeout=0");
  }

  /**
   * What is new, which is something: what others do at the same time may hold it back for a moment.
   */
  JsonNode news() {
    return next("timeout=10000");
  }

  JsonNode next(String more) {
    JsonNode answer = client.get(path(more)).ok();
    since = answer.path("next_batch").asText();
    assertThat(since).isNotEmpty();
    return answer;
  }

  /** Waits for something new. */
  CompletableFuture<Reply> later() {
    return client.getLater(path("timeout=20000"));
  }

  static JsonNode joined(JsonNode answer, CurrentRoom room) {
    return answer.path("rooms").path("join").path(room.id());
  }

  static JsonNode timeline(JsonNode answer, CurrentRoom room) {
    return joined(answer, room).path("timeline").path("events");
  }

  /** What was said in a part of an answer that has a timeline. */
  static List<String> said(JsonNode room) {
    return Json.elements(room.path("timeline").path("events")).stream()
        .filter(event -> event.path("type").asText().equals("m.room.message"))
        .map(event -> event.path("content").path("body").asText())
        .toList();
  }

  /** The members that a part of state tells. */
  static List<String> members(JsonNode state) {
    return Json.elements(state.path("events")).stream()
        .filter(event -> event.path("type").asText().equals("m.room.member"))
        .map(event -> event.path("state_key").asText())
        .toList();
  }

  /** The types of state that a part of state tells, members left out. */
  static List<String> types(JsonNode state) {
    return Json.texts(state.path("events"), "type").stream()
        .filter(type -> !type.equals("m.room.member"))
        .toList();
  }

  static JsonNode ephemeral(JsonNode room, String type) {
    return Json.where(
            room.path("ephemeral").path("events"), e -> e.path("type").asText().equals(type))
        .stream()
        .findFirst()
        .map(event -> event.path("content"))
        .orElse(Json.of());
  }
}
