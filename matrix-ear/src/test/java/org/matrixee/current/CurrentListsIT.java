package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Servers;

/** Which rooms are listed, and which are forgotten, over the current client API (v1.19). */
class CurrentListsIT {
  private static MatrixServer server;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  private static Client fresh(String hint) {
    return CurrentRoom.client(server.fresh(hint));
  }

  private static JsonNode search(Client client, String term, Object... more) {
    ObjectNode body = Json.of(more);
    body.set("filter", Json.of("generic_search_term", term));
    return client.post("/publicRooms", body).ok();
  }

  private static CurrentRoom listed(Client creator, String name, Object... state) {
    return CurrentRoom.create(
        creator,
        "name",
        name,
        "visibility",
        "public",
        "preset",
        "public_chat",
        "initial_state",
        Arrays.asList(state));
  }

  private static JsonNode state(String type, String key, Object value) {
    return Json.of("type", type, "state_key", "", "content", Json.of(key, value));
  }

  @Test
  void publicRoomsAreSummedUpAndSearched() {
    Client anna = fresh("anna");
    String term = "Sum-" + anna.localpart();
    CurrentRoom room =
        CurrentRoom.create(
            anna,
            "name",
            term,
            "topic",
            "All " + term + " things",
            "visibility",
            "public",
            "room_alias_name",
            term,
            "preset",
            "public_chat",
            "creation_content",
            Json.of("type", "m.space"),
            "initial_state",
            List.of(
                state("m.room.avatar", "url", "mxc://a.example/b"),
                state("m.room.history_visibility", "history_visibility", "world_readable"),
                state("m.room.guest_access", "guest_access", "can_join")));
    CurrentRoom.create(anna, "name", term, "preset", "public_chat");
    JsonNode chunk = search(anna, term.toUpperCase(Locale.ROOT)).path("chunk");
    assertThat(chunk).hasSize(1);
    assertThat(chunk.get(0))
        .isEqualTo(
            Json.of(
                "room_id",
                room.id(),
                "name",
                term,
                "topic",
                "All " + term + " things",
                "canonical_alias",
                ("#" + term + ":" + server.name()).toLowerCase(Locale.ROOT),
                "avatar_url",
                "mxc://a.example/b",
                "join_rule",
                "public",
                "room_type",
                "m.space",
                "num_joined_members",
                1,
                "world_readable",
                true,
                "guest_can_join",
                true));
    CurrentRoom plain = listed(anna, term + " plain");
    JsonNode spaces = ofTypes(anna, term, Json.list("m.space"));
    assertThat(Json.texts(spaces.path("chunk"), "room_id")).containsExactly(room.id());
    JsonNode untyped = ofTypes(anna, term, Json.list(NullNode.instance));
    assertThat(Json.texts(untyped.path("chunk"), "room_id")).containsExactly(plain.id());
    assertThat(ofTypes(anna, term, Json.list("m.space", NullNode.instance)).path("chunk"))
        .hasSize(2);
    JsonNode all = anna.withToken("").get("/publicRooms?limit=500").ok();
    assertThat(Json.texts(all.path("chunk"), "room_id")).contains(room.id(), plain.id());
    assertThat(all.path("total_room_count_estimate").asInt()).isGreaterThanOrEqualTo(2);
  }

  private static JsonNode ofTypes(Client client, String term, JsonNode types) {
    JsonNode filter = Json.of("generic_search_term", term, "room_types", types);
    return client.post("/publicRooms", Json.of("filter", filter)).ok();
  }

  @Test
  void publicRoomsAreTurnedOverInBothDirections() {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    String term = "page-" + anna.localpart();
    CurrentRoom one = listed(anna, term);
    CurrentRoom two = listed(anna, term);
    CurrentRoom full = listed(anna, term);
    full.as(bert).join().ok();
    JsonNode first = search(anna, term, "limit", 2);
    assertThat(Json.texts(first.path("chunk"), "room_id")).containsExactly(full.id(), one.id());
    assertThat(first.has("prev_batch")).isFalse();
    JsonNode second = search(anna, term, "limit", 2, "since", first.path("next_batch").asText());
    assertThat(Json.texts(second.path("chunk"), "room_id")).containsExactly(two.id());
    assertThat(second.has("next_batch")).isFalse();
    JsonNode back = search(anna, term, "limit", 1, "since", second.path("prev_batch").asText());
    assertThat(Json.texts(back.path("chunk"), "room_id")).containsExactly(one.id());
    JsonNode begin = search(anna, term, "limit", 5, "since", back.path("prev_batch").asText());
    assertThat(Json.texts(begin.path("chunk"), "room_id")).containsExactly(full.id());
    assertThat(begin.has("prev_batch")).isFalse();
    assertThat(begin.has("next_batch")).isTrue();
  }

  @Test
  void badQuestionsForPublicRoomsAreRefused() {
    Client anna = fresh("anna");
    anna.get("/publicRooms?limit=0").refused(400, "M_INVALID_PARAM");
    anna.get("/publicRooms?limit=x").refused(400, "M_INVALID_PARAM");
    anna.get("/publicRooms?since=x").refused(400, "M_INVALID_PARAM");
    anna.get("/publicRooms?server=elsewhere.example").refused(400, "M_INVALID_PARAM");
    anna.get("/publicRooms?limit=1&server=" + server.name()).ok();
    anna.post("/publicRooms?server=elsewhere.example", Json.of()).refused(400, "M_INVALID_PARAM");
    anna.post("/publicRooms", Json.of("limit", "x")).badJson();
    anna.post("/publicRooms", Json.of("limit", 0)).refused(400, "M_INVALID_PARAM");
    anna.post("/publicRooms", Json.of("filter", 1)).badJson();
    anna.post("/publicRooms", Json.of("filter", Json.of("room_types", "m.space"))).badJson();
    anna.post("/publicRooms", Json.of("filter", Json.of("room_types", Json.list(1)))).badJson();
    anna.post("/publicRooms", Json.of("include_all_networks", "x")).badJson();
    JsonNode both = Json.of("include_all_networks", true, "third_party_instance_id", "irc");
    anna.post("/publicRooms", both).badJson();
    JsonNode network = Json.of("third_party_instance_id", "irc");
    assertThat(anna.post("/publicRooms", network).ok().path("chunk")).isEmpty();
    anna.withToken("").post("/publicRooms", Json.of()).refused(401, "M_MISSING_TOKEN");
  }

  @Test
  void roomsAreListedByWhoMaySayTheirAddress() {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    String term = "list-" + anna.localpart();
    CurrentRoom room = CurrentRoom.create(anna, "preset", "public_chat", "name", term);
    String path = "/directory/list/room/" + Client.encode(room.id());
    Client nobody = anna.withToken("");
    assertThat(nobody.get(path).ok()).isEqualTo(Json.of("visibility", "private"));
    JsonNode open = Json.of("visibility", "public");
    bert.put(path, open).refused(403, "M_FORBIDDEN");
    room.as(bert).join().ok();
    bert.put(path, open).refused(403, "M_FORBIDDEN");
    nobody.put(path, open).refused(401, "M_MISSING_TOKEN");
    anna.put(path, Json.of("visibility", "secret")).badJson();
    anna.put(path, Json.of()).ok();
    assertThat(nobody.get(path).ok()).isEqualTo(open);
    assertThat(search(anna, term).path("chunk")).hasSize(1);
    anna.put(path, Json.of("visibility", "private")).ok();
    assertThat(search(anna, term).path("chunk")).isEmpty();
    String unknown = "/directory/list/room/" + Client.encode("!nothing:" + server.name());
    nobody.get(unknown).refused(404, "M_NOT_FOUND");
    anna.put(unknown, open).refused(404, "M_NOT_FOUND");
  }

  @Test
  void aliasesOfARoomAreForThoseInIt() {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    CurrentRoom room = CurrentRoom.create(anna, "preset", "public_chat");
    assertThat(room.get("aliases").ok()).isEqualTo(Json.of("aliases", Json.list()));
    String alias = "#one-" + anna.localpart() + ":" + server.name();
    anna.put("/directory/room/" + Client.encode(alias), Json.of("room_id", room.id())).ok();
    assertThat(room.get("aliases").ok()).isEqualTo(Json.of("aliases", Json.list(alias)));
    room.as(bert).get("aliases").refused(403, "M_FORBIDDEN");
    room.setState("m.room.history_visibility", "", Json.of("history_visibility", "world_readable"))
        .ok();
    assertThat(room.as(bert).get("aliases").ok().path("aliases")).hasSize(1);
    new CurrentRoom(anna, "!nothing:" + server.name()).get("aliases").refused(403, "M_FORBIDDEN");
  }

  @Test
  void whatIsForgottenIsNotReadAnyMore() {
    Client bert = fresh("bert");
    CurrentRoom room = CurrentRoom.create(fresh("anna"), "preset", "public_chat");
    CurrentRoom his = room.as(bert);
    his.post("forget", Json.of()).refused(403, "M_FORBIDDEN");
    his.join().ok();
    room.say("together");
    his.post("forget", Json.of()).refused(400, "M_UNKNOWN");
    his.post("leave", Json.of()).ok();
    assertThat(his.bodies("dir=b")).containsExactly("together");
    his.post("forget", Json.of()).ok();
    his.post("forget", Json.of()).ok();
    his.get("messages?dir=b").refused(403, "M_FORBIDDEN");
    his.get("state").refused(403, "M_FORBIDDEN");
    his.get("members").refused(403, "M_FORBIDDEN");
    // A ban does not bring back what was forgotten.
    room.post("ban", Json.of("user_id", bert.userId())).ok();
    his.get("messages?dir=b").refused(403, "M_FORBIDDEN");
    room.post("unban", Json.of("user_id", bert.userId())).ok();
    his.get("messages?dir=b").refused(403, "M_FORBIDDEN");
    his.join().ok();
    assertThat(his.bodies("dir=b")).containsExactly("together");
    his.post("leave", Json.of()).ok();
    assertThat(his.bodies("dir=b")).containsExactly("together");
  }

  @Test
  void whoHasForgottenARoomReadsItLikeAStranger() {
    Client bert = fresh("bert");
    CurrentRoom room = CurrentRoom.create(fresh("anna"), "preset", "public_chat");
    CurrentRoom his = room.as(bert);
    his.join().ok();
    room.say("among us");
    his.post("leave", Json.of()).ok();
    his.post("forget", Json.of()).ok();
    room.setState("m.room.history_visibility", "", Json.of("history_visibility", "world_readable"))
        .ok();
    room.say("for all");
    assertThat(his.bodies("dir=b")).containsExactly("for all");
    room.post("invite", Json.of("user_id", bert.userId())).ok();
    his.post("forget", Json.of()).refused(400, "M_UNKNOWN");
    new CurrentRoom(bert, "!nothing:" + server.name())
        .post("forget", Json.of())
        .refused(403, "M_FORBIDDEN");
    his.as(bert.withToken("")).post("forget", Json.of()).refused(401, "M_MISSING_TOKEN");
  }
}
