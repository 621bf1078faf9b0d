package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;

/** Replacing rooms by rooms of other versions over the current client API (v1.19). */
class CurrentUpgradeIT {
  private static MatrixServer server;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  private static Client fresh(String hint) {
    return CurrentRoom.client(server.fresh(hint));
  }

  private static Reply upgrade(CurrentRoom room, String version, Object... more) {
    ObjectNode body = Json.of("new_version", version);
    body.setAll(Json.of(more));
    return room.post("upgrade", body);
  }

  @ParameterizedTest
  @CsvSource({"1,12", "6,9", "11,12", "12,12", "12,10"})
  void roomIsReplacedWhole(String from, String to) {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    String name = "up-" + anna.localpart();
    CurrentRoom old =
        CurrentRoom.create(
            anna,
            "room_version",
            from,
            "preset",
            "public_chat",
            "visibility",
            "public",
            "room_alias_name",
            name,
            "name",
            "Talk",
            "topic",
            "Things");
    old.as(bert).join().ok();
    String id =
        upgrade(old, to, "additional_creators", Json.list(bert.userId()))
            .ok()
            .path("replacement_room")
            .asText();
    CurrentRoom now = new CurrentRoom(anna, id);
    JsonNode create = now.state("m.room.create", "").ok();
    assertThat(create.path("room_version").asText()).isEqualTo(to);
    assertThat(create.path("predecessor").path("room_id").asText()).isEqualTo(old.id());
    assertThat(create.path("additional_creators").toString())
        .isEqualTo(to.equals("12") ? "[\"" + bert.userId() + "\"]" : "");
    assertThat(now.state("m.room.name", "").ok().path("name").asText()).isEqualTo("Talk");
    assertThat(now.state("m.room.topic", "").ok().path("topic").asText()).isEqualTo("Things");
    assertThat(old.state("m.room.tombstone", "").ok().path("replacement_room").asText())
        .isEqualTo(id);
    assertThat(old.state("m.room.power_levels", "").ok().path("events_default").asInt())
        .isEqualTo(50);
    old.as(bert).send("m.room.message", "late", Json.of("body", "too late")).forbidden();
    String alias = "#" + name + ":" + server.name();
    assertThat(bert.join(alias).ok().path("room_id").asText()).isEqualTo(id);
    now.as(bert).say("here we are");
    assertThat(visibility(anna, id)).isEqualTo("public");
    assertThat(visibility(anna, old.id())).isEqualTo("private");
    // The answer may have been lost: whoever asks again gets it.
    assertThat(upgrade(old, to).ok().path("replacement_room").asText()).isEqualTo(id);
  }

  private static String visibility(Client client, String room) {
    return client
        .get("/directory/list/room/" + Client.encode(room))
        .ok()
        .path("visibility")
        .asText();
  }

  @Test
  void whatCannotBeReplacedStaysAsItIs() {
    Client old = server.fresh("anna");
    Client anna = CurrentRoom.client(old);
    Client bert = fresh("bert");
    CurrentRoom room = CurrentRoom.create(anna, "preset", "public_chat");
    upgrade(room.as(bert), "12").refused(403, "M_FORBIDDEN");
    room.as(bert).join().ok();
    upgrade(room.as(bert), "12").refused(403, "M_FORBIDDEN");
    upgrade(room, "13").refused(400, "M_UNSUPPORTED_ROOM_VERSION");
    upgrade(room, "2014").refused(400, "M_UNSUPPORTED_ROOM_VERSION");
    room.post("upgrade", Json.of()).badJson();
    upgrade(room, "12", "additional_creators", "bert").badJson();
    upgrade(room, "12", "additional_creators", Json.list("bert")).badJson();
    room.as(anna.withToken("")).post("upgrade", Json.of()).refused(401, "M_MISSING_TOKEN");
    upgrade(new CurrentRoom(anna, "!nothing:" + server.name()), "12").forbidden();
    room.state("m.room.tombstone", "").refused(404, "M_NOT_FOUND");
    CurrentRoom of2014 = new CurrentRoom(anna, old.publicRoom().id());
    upgrade(of2014, "12").refused(400, "M_UNSUPPORTED_ROOM_VERSION");
  }
}
