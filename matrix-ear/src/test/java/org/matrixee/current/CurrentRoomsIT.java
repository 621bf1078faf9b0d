package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;

/** Rooms of today over the current client API (v1.19): making them, talking and reading. */
class CurrentRoomsIT {
  private static MatrixServer server;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  private static CurrentRoom room(Client creator, Object... options) {
    return CurrentRoom.create(CurrentRoom.client(creator), options);
  }

  static List<String> versions() {
    return IntStream.rangeClosed(1, 12).mapToObj(Integer::toString).toList();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void roomOfEachVersionIsMadeAndLivedIn(String version) {
    Client anna = server.fresh("anna");
    Client bert = server.fresh("bert");
    CurrentRoom room =
        room(
            anna,
            "room_version",
            version,
            "name",
            "Talk",
            "topic",
            "All things",
            "invite",
            List.of(bert.userId()));
    assertThat(room.state("m.room.create", "").ok().path("room_version").asText())
        .isEqualTo(version);
    assertThat(room.state("m.room.name", "").ok().path("name").asText()).isEqualTo("Talk");
    assertThat(room.state("m.room.topic", "").ok().path("topic").asText()).isEqualTo("All things");
    assertThat(room.state("m.room.history_visibility", "").ok().path("history_visibility").asText())
        .isEqualTo("shared");
    room.as(bert).join().ok();
    String said = room.as(bert).say("hello");
    JsonNode event = room.get("event/" + Client.encode(said)).ok();
    assertThat(event.path("sender").asText()).isEqualTo(bert.userId());
    assertThat(event.path("room_id").asText()).isEqualTo(room.id());
    assertThat(event.path("content").path("body").asText()).isEqualTo("hello");
    assertThat(event.path("unsigned").path("age").isNumber()).isTrue();
    assertThat(event.has("user_id")).isFalse();
    room.redact(said).ok();
    JsonNode redacted = room.get("event/" + Client.encode(said)).ok();
    assertThat(redacted.path("content")).isEmpty();
    JsonNode because = redacted.path("unsigned").path("redacted_because");
    assertThat(because.path("sender").asText()).isEqualTo(anna.userId());
    assertThat(because.path("redacts").asText()).isEqualTo(said);
  }

  @Test
  void roomsAreOfTheDefaultVersionIfNoneIsNamed() {
    CurrentRoom room = room(server.fresh("anna"));
    JsonNode create = room.state("m.room.create", "", "format=event").ok();
    assertThat(create.path("content").path("room_version").asText()).isEqualTo("12");
    assertThat(room.id()).isEqualTo("!" + create.path("event_id").asText().substring(1));
  }

  @Test
  void presetsAndOptionsMakeTheFirstState() {
    Client anna = server.fresh("anna");
    Client bert = server.fresh("bert");
    String alias = "alias-" + anna.localpart();
    CurrentRoom room =
        room(
            anna,
            "preset",
            "trusted_private_chat",
            "visibility",
            "public",
            "room_alias_name",
            alias,
            "is_direct",
            true,
            "invite",
            List.of(bert.userId()),
            "power_level_content_override",
            Json.of("events_default", 7),
            "initial_state",
            List.of(
                Json.of("type", "m.room.join_rules", "content", Json.of("join_rule", "knock")),
                Json.of("type", "org.example", "state_key", "a", "content", Json.of("x", 1))));
    assertThat(room.state("m.room.canonical_alias", "").ok().path("alias").asText())
        .isEqualTo("#" + alias + ":" + server.name());
    assertThat(room.state("m.room.join_rules", "").ok().path("join_rule").asText())
        .isEqualTo("knock");
    assertThat(room.state("m.room.guest_access", "").ok().path("guest_access").asText())
        .isEqualTo("can_join");
    assertThat(room.state("org.example", "a").ok().path("x").asInt()).isEqualTo(1);
    JsonNode levels = room.state("m.room.power_levels", "").ok();
    assertThat(levels.path("events_default").asInt()).isEqualTo(7);
    assertThat(levels.path("events").path("m.room.tombstone").asInt()).isEqualTo(150);
    assertThat(levels.path("users")).isEmpty();
    JsonNode create = room.state("m.room.create", "").ok();
    assertThat(create.path("additional_creators").get(0).asText()).isEqualTo(bert.userId());
    JsonNode invite = room.state("m.room.member", bert.userId()).ok();
    assertThat(invite.path("is_direct").asBoolean()).isTrue();
    Reply again = CurrentRoom.client(anna).post("/createRoom", Json.of("room_alias_name", alias));
    again.refused(400, "M_ROOM_IN_USE");
  }

  @Test
  void roomsThatCannotBeAreRefused() {
    Client anna = CurrentRoom.client(server.fresh("anna"));
    anna.post("/createRoom", Json.of("room_version", "2014"))
        .refused(400, "M_UNSUPPORTED_ROOM_VERSION");
    anna.post("/createRoom", Json.of("room_version", "13"))
        .refused(400, "M_UNSUPPORTED_ROOM_VERSION");
    anna.post("/createRoom", Json.of("preset", "cosy_chat")).badJson();
    anna.post("/createRoom", Json.of("visibility", "secret")).badJson();
    anna.post("/createRoom", Json.of("initial_state", List.of(Json.of("type", "m.x")))).badJson();
    anna.post("/createRoom", Json.of("invite", List.of("@a:elsewhere.example")))
        .refused(400, "M_UNSUPPORTED_ROOM_VERSION");
    anna.post(
            "/createRoom",
            Json.of("power_level_content_override", Json.of("state_default", 1000), "name", "x"))
        .ok();
    anna.post(
            "/createRoom",
            Json.of(
                "room_version",
                "11",
                "power_level_content_override",
                Json.of("events", Json.of("m.room.name", 1000)),
                "name",
                "x"))
        .refused(400, "M_INVALID_ROOM_STATE");
    anna.withToken("").post("/createRoom", Json.of()).refused(401, "M_MISSING_TOKEN");
    anna.withToken("wrong").post("/createRoom", Json.of()).refused(401, "M_UNKNOWN_TOKEN");
  }

  @Test
  void sendingTwiceWithOneTransactionIsSendingOnce() {
    CurrentRoom room = room(server.fresh("anna"));
    String first = room.send("m.room.message", "t1", Json.of("body", "one")).ok().toString();
    String second = room.send("m.room.message", "t1", Json.of("body", "two")).ok().toString();
    assertThat(second).isEqualTo(first);
    assertThat(room.bodies("dir=b")).containsExactly("one");
  }

  @Test
  void historyIsPagedInBothDirections() {
    CurrentRoom room = room(server.fresh("anna"));
    IntStream.range(0, 25).forEach(i -> room.say("m" + i));
    List<String> backwards = new ArrayList<>();
    String from = "";
    for (int page = 0; page < 10; page++) {
      JsonNode answer = room.get("messages?dir=b&limit=7" + from).ok();
      answer.path("chunk").forEach(event -> backwards.add(event.path("event_id").asText()));
      if (!answer.has("end")) {
        break;
      }
      from = "&from=" + answer.path("end").asText();
    }
    assertThat(backwards).hasSize(25 + 6).doesNotHaveDuplicates();
    List<String> forwards = new ArrayList<>();
    room.get("messages?dir=f&limit=100")
        .ok()
        .path("chunk")
        .forEach(event -> forwards.add(0, event.path("event_id").asText()));
    assertThat(forwards).isEqualTo(backwards);
    room.get("messages").refused(400, "M_MISSING_PARAM");
    room.get("messages?dir=x").refused(400, "M_INVALID_PARAM");
    room.get("messages?dir=b&from=nowhere").refused(400, "M_INVALID_PARAM");
    room.get("messages?dir=b&limit=-1").refused(400, "M_INVALID_PARAM");
    room.get("messages?dir=b&filter=" + Client.encode("{\"types\":1}")).badJson();
  }

  @Test
  void filterChoosesEventsAndTellsTheirSenders() {
    Client bert = server.fresh("bert");
    CurrentRoom room = room(server.fresh("anna"), "preset", "public_chat");
    room.as(bert).join().ok();
    room.say("from anna");
    room.as(bert).say("from bert");
    String filter =
        "{\"types\":[\"m.room.mess*\"],\"not_senders\":[\""
            + room.client().userId()
            + "\"],\"lazy_load_members\":true}";
    JsonNode page = room.get("messages?dir=b&limit=50&filter=" + Client.encode(filter)).ok();
    assertThat(page.path("chunk")).hasSize(1);
    assertThat(page.path("chunk").get(0).path("content").path("body").asText())
        .isEqualTo("from bert");
    assertThat(page.path("state")).hasSize(1);
    assertThat(page.path("state").get(0).path("state_key").asText()).isEqualTo(bert.userId());
  }

  @Test
  void contextShowsWhatIsAroundAnEvent() {
    CurrentRoom room = room(server.fresh("anna"));
    IntStream.range(0, 5).forEach(i -> room.say("m" + i));
    String middle = room.say("middle");
    IntStream.range(5, 10).forEach(i -> room.say("m" + i));
    JsonNode context = room.get("context/" + Client.encode(middle) + "?limit=4").ok();
    assertThat(context.path("event").path("event_id").asText()).isEqualTo(middle);
    assertThat(CurrentRoom.bodies(context.path("events_before"))).containsExactly("m4", "m3");
    assertThat(CurrentRoom.bodies(context.path("events_after"))).containsExactly("m5", "m6");
    assertThat(context.path("state")).hasSize(6);
    room.get("context/$nothing").refused(404, "M_NOT_FOUND");
  }

  @Test
  void membersAreTold() {
    Client bert = server.fresh("bert");
    Client carl = server.fresh("carl");
    CurrentRoom room = room(server.fresh("anna"), "preset", "public_chat");
    room.as(bert).join().ok();
    room.as(carl).join().ok();
    room.as(carl).post("leave", Json.of("reason", "enough")).ok();
    assertThat(room.get("members").ok().path("chunk")).hasSize(3);
    assertThat(room.get("members?membership=join").ok().path("chunk")).hasSize(2);
    JsonNode left = room.get("members?not_membership=join").ok().path("chunk");
    assertThat(left).hasSize(1);
    assertThat(left.get(0).path("content").path("reason").asText()).isEqualTo("enough");
    room.get("members?membership=friend").refused(400, "M_INVALID_PARAM");
    JsonNode joined = room.get("joined_members").ok().path("joined");
    assertThat(joined.has(bert.userId())).isTrue();
    assertThat(joined.has(carl.userId())).isFalse();
    room.as(carl).get("joined_members").refused(403, "M_FORBIDDEN");
    JsonNode rooms = room.as(bert).client().get("/joined_rooms").ok().path("joined_rooms");
    assertThat(rooms.toString()).contains(room.id());
  }

  @Test
  void peopleAreKickedBannedAndLetInAgain() {
    Client bert = server.fresh("bert");
    CurrentRoom room = room(server.fresh("anna"), "preset", "public_chat");
    JsonNode target = Json.of("user_id", bert.userId());
    room.post("unban", target).refused(403, "M_FORBIDDEN");
    room.as(bert).join().ok();
    room.post("unban", target).refused(403, "M_FORBIDDEN");
    assertThat(room.membership(bert)).isEqualTo("join");
    room.as(bert).post("kick", Json.of("user_id", room.client().userId())).forbidden();
    room.post("kick", target).ok();
    assertThat(room.membership(bert)).isEqualTo("leave");
    room.post("kick", target).refused(403, "M_FORBIDDEN");
    room.post("ban", target).ok();
    room.as(bert).join().refused(403, "M_FORBIDDEN");
    room.post("kick", target).refused(403, "M_FORBIDDEN");
    assertThat(room.membership(bert)).isEqualTo("ban");
    room.post("unban", target).ok();
    room.as(bert).join().ok();
    room.post("kick", Json.of()).badJson();
  }

  @Test
  void roomsAreJoinedByIdAndAlias() {
    Client anna = server.fresh("anna");
    Client bert = CurrentRoom.client(server.fresh("bert"));
    String alias = "join-" + anna.localpart();
    CurrentRoom room = room(anna, "preset", "public_chat", "room_alias_name", alias);
    String whole = "#" + alias + ":" + server.name();
    assertThat(bert.join(whole).ok().path("room_id").asText()).isEqualTo(room.id());
    assertThat(room.membership(bert)).isEqualTo("join");
    Client carl = CurrentRoom.client(server.fresh("carl"));
    JsonNode why = Json.of("reason", "curious");
    carl.post("/join/" + Client.encode(room.id()), why).ok();
    assertThat(room.state("m.room.member", carl.userId()).ok().path("reason").asText())
        .isEqualTo("curious");
    bert.join("#nothing-here:" + server.name()).refused(404, "M_NOT_FOUND");
    bert.join("!nothing:" + server.name()).refused(403, "M_FORBIDDEN");
    bert.join("nothing").refused(400, "M_INVALID_PARAM");
  }

  @Test
  void peopleAreInvitedWithAReason() {
    Client bert = server.fresh("bert");
    CurrentRoom room = room(server.fresh("anna"));
    room.post("invite", Json.of("user_id", bert.userId(), "reason", "lunch")).ok();
    JsonNode invite = room.state("m.room.member", bert.userId()).ok();
    assertThat(invite.path("membership").asText()).isEqualTo("invite");
    assertThat(invite.path("reason").asText()).isEqualTo("lunch");
    room.post("invite", Json.of("user_id", "bert")).badJson();
    room.post("invite", Json.of("user_id", "@a:elsewhere.example")).refused(403, "M_FORBIDDEN");
  }

  @Test
  void stateIsSetAndRead() {
    Client bert = server.fresh("bert");
    CurrentRoom room = room(server.fresh("anna"), "preset", "public_chat");
    String event =
        room.setState("m.room.name", "", Json.of("name", "New")).ok().path("event_id").asText();
    JsonNode whole = room.state("m.room.name", "", "format=event").ok();
    assertThat(whole.path("event_id").asText()).isEqualTo(event);
    assertThat(whole.path("state_key").asText()).isEmpty();
    assertThat(whole.path("content").path("name").asText()).isEqualTo("New");
    room.setState("m.room.name", "", Json.of("name", "Newer")).ok();
    JsonNode replaced = room.state("m.room.name", "", "format=event").ok().path("unsigned");
    assertThat(replaced.path("prev_content").path("name").asText()).isEqualTo("New");
    assertThat(replaced.path("replaces_state").asText()).isEqualTo(event);
    assertThat(room.get("state").ok()).hasSize(7);
    assertThat(room.get("state/m.room.name").ok().path("name").asText()).isEqualTo("Newer");
    room.state("m.room.name", "", "format=xml").refused(400, "M_INVALID_PARAM");
    room.state("m.room.name", "other").refused(404, "M_NOT_FOUND");
    room.as(bert).state("m.room.name", "").refused(403, "M_FORBIDDEN");
    room.as(bert).join().ok();
    room.as(bert).setState("m.room.name", "", Json.of("name", "Mine")).forbidden();
    JsonNode named = Json.of("membership", "join", "displayname", "Bert in here");
    String first = room.as(bert).setState("m.room.member", bert.userId(), named).ok().toString();
    assertThat(room.as(bert).setState("m.room.member", bert.userId(), named).ok().toString())
        .isEqualTo(first);
    assertThat(room.state("m.room.member", bert.userId()).ok().path("displayname").asText())
        .isEqualTo("Bert in here");
  }
}
