package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Servers;

/** Aliases, typing and TURN servers over the current client API (v1.19). */
class CurrentDirectoryIT {
  private static MatrixServer server;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  @Test
  void aliasesAreMadeFoundAndRemoved() {
    Client bert = CurrentRoom.client(server.fresh("bert"));
    Client anna = CurrentRoom.client(server.fresh("anna"));
    CurrentRoom room = CurrentRoom.create(anna, "preset", "public_chat");
    CurrentRoom other = CurrentRoom.create(anna);
    String alias = "#dir-" + anna.localpart() + ":" + server.name();
    String path = "/directory/room/" + Client.encode(alias);
    JsonNode here = Json.of("room_id", room.id());
    bert.get(path).refused(404, "M_NOT_FOUND");
    bert.put(path, here).refused(403, "M_FORBIDDEN");
    anna.put(path, here).ok();
    anna.put(path, Json.of("room_id", other.id())).refused(409, "M_UNKNOWN");
    JsonNode found = bert.withToken("").get(path).ok();
    assertThat(found.path("room_id").asText()).isEqualTo(room.id());
    assertThat(found.path("servers").get(0).asText()).isEqualTo(server.name());
    String shouted = alias.replace("dir", "DIR");
    assertThat(bert.join(shouted).ok().path("room_id").asText()).isEqualTo(room.id());
    // Rooms of today have no list of aliases in their state.
    room.get("state")
        .ok()
        .forEach(event -> assertThat(event.path("type").asText()).isNotEqualTo("m.room.aliases"));
    bert.delete(path).refused(403, "M_FORBIDDEN");
    anna.delete(path).ok();
    bert.get(path).refused(404, "M_NOT_FOUND");
    anna.get("/directory/room/nothing").refused(400, "M_INVALID_PARAM");
    anna.put(path, Json.of("room_id", "!nowhere:" + server.name())).refused(404, "M_NOT_FOUND");
  }

  /** v1.19: {@code PUT /rooms/{roomId}/state/{eventType}/{stateKey}}. */
  @Test
  void addressesOfARoomLeadToIt() {
    Client anna = CurrentRoom.client(server.fresh("anna"));
    String first = "#first-" + anna.localpart() + ":" + server.name();
    String local = "second-" + anna.localpart();
    String second = "#" + local + ":" + server.name();
    CurrentRoom room = CurrentRoom.create(anna, "preset", "public_chat");
    CurrentRoom other = CurrentRoom.create(anna, "room_alias_name", local);
    String type = "m.room.canonical_alias";
    room.setState(type, "", Json.of("alias", first)).refused(400, "M_BAD_ALIAS");
    anna.put(Client.path("directory", "room", first), Json.of("room_id", room.id())).ok();
    room.setState(type, "", Json.of("alias", first)).ok();
    room.setState(type, "", Json.of("alias", first, "alt_aliases", Json.list(second)))
        .refused(400, "M_BAD_ALIAS");
    room.setState(type, "", Json.of("alt_aliases", Json.list("#far:far.example")))
        .refused(400, "M_BAD_ALIAS");
    for (Object odd : List.of("x", "#x", Json.list())) {
      room.setState(type, "", Json.of("alias", odd)).refused(400, "M_INVALID_PARAM");
    }
    room.setState(type, "", Json.of("alt_aliases", first)).refused(400, "M_INVALID_PARAM");
    assertThat(room.state(type, "").ok()).isEqualTo(Json.of("alias", first));
    // What is there already is not looked at, nor what is taken away.
    anna.delete(Client.path("directory", "room", first)).ok();
    room.setState(type, "", Json.of("alt_aliases", Json.list(first))).ok();
    room.setState(type, "", Json.of()).ok();
    room.setState(type, "", Json.of("alias", first)).refused(400, "M_BAD_ALIAS");
    assertThat(other.state(type, "").ok()).isEqualTo(Json.of("alias", second));
  }

  @Test
  void typingIsToldToTheOthers() {
    Client old = server.fresh("old");
    Client anna = CurrentRoom.client(server.fresh("anna"));
    CurrentRoom room = CurrentRoom.create(anna, "preset", "public_chat");
    room.as(old).join().ok();
    String from = old.initialSync(0).path("end").asText();
    String path = "/rooms/" + Client.encode(room.id()) + "/typing/" + Client.encode(anna.userId());
    anna.put(path, Json.of("typing", true, "timeout", 20_000)).ok();
    JsonNode chunk = old.get("/events?timeout=10000&from=" + from).ok().path("chunk");
    List<JsonNode> typing =
        Json.elements(chunk).stream()
            .filter(event -> event.path("type").asText().equals("m.typing"))
            .toList();
    assertThat(typing).isNotEmpty();
    assertThat(typing.get(0).toString()).contains(anna.userId());
    anna.put(path, Json.of("typing", "yes")).badJson();
    anna.put(path, Json.of("typing", true, "timeout", 0)).badJson();
    CurrentRoom.client(old).put(path, Json.of("typing", true)).refused(403, "M_FORBIDDEN");
  }

  @Test
  void turnServersAreToldAsIn2014() {
    Client anna = server.fresh("anna");
    assertThat(CurrentRoom.client(anna).get("/voip/turnServer").ok())
        .isEqualTo(anna.get("/voip/turnServer").ok());
    CurrentRoom.client(anna).withToken("").get("/voip/turnServer").refused(401, "M_MISSING_TOKEN");
  }
}
