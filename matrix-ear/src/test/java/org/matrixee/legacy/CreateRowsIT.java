package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** Rows S-CREATE: creating a room, and the events that it begins with. */
@Execution(ExecutionMode.CONCURRENT)
class CreateRowsIT {
  private final String domain = Servers.shared().name();

  private static boolean isListed(Room room) {
    return Json.texts(Users.nobody().get("/publicRooms").ok().path("chunk"), "room_id")
        .contains(room.id());
  }

  @Test
  @Row({"S-CREATE-01", "S-CREATE-05"})
  void roomIsPrivateByDefault() {
    Client anna = Users.fresh("anna");
    JsonNode answer = anna.post("/createRoom", Json.of()).ok();
    assertThat(Json.keys(answer)).containsExactly("room_id");
    Room room = new Room(anna, answer.path("room_id").asText());
    assertThat(isListed(room)).isFalse();
    assertThat(room.state("m.room.join_rules", "").ok()).isEqualTo(Json.of("join_rule", "invite"));
    room.forbids(() -> room.as(Users.fresh("stranger")).join());
  }

  @Test
  @Row({"S-CREATE-02", "S-CREATE-03", "S-CREATE-04"})
  void visibilityDecidesOverTheListAndTheJoinRule() {
    Client anna = Users.fresh("anna");
    Room open = anna.createRoom("visibility", "public");
    Room closed = anna.createRoom("visibility", "private");
    assertThat(isListed(open)).isTrue();
    assertThat(isListed(closed)).isFalse();
    assertThat(open.state("m.room.join_rules", "").ok()).isEqualTo(Json.of("join_rule", "public"));
    assertThat(closed.state("m.room.join_rules", "").ok())
        .isEqualTo(Json.of("join_rule", "invite"));
    assertThat(anna.syncEntry(open.id()).path("visibility").asText()).isEqualTo("public");
    assertThat(anna.syncEntry(closed.id()).path("visibility").asText()).isEqualTo("private");
    for (JsonNode bad : List.of(Json.of("visibility", "secret"), Json.of("visibility", 1))) {
      anna.post("/createRoom", bad).badJson();
    }
    assertThat(anna.initialSync(1).path("rooms")).hasSize(2);
  }

  @Test
  @Row({"S-CREATE-06", "S-CREATE-07"})
  void aliasIsMappedToTheNewRoom() {
    Client anna = Users.fresh("anna");
    String name = Users.name("new");
    JsonNode answer = anna.post("/createRoom", Json.of("room_alias_name", name)).ok();
    String alias = "#" + name + ":" + domain;
    assertThat(answer.path("room_alias").asText()).isEqualTo(alias);
    assertThat(anna.resolve(alias).ok().path("room_id")).isEqualTo(answer.path("room_id"));
    Room room = new Room(anna, answer.path("room_id").asText());
    assertThat(room.state("m.room.aliases", domain).ok())
        .isEqualTo(Json.of("aliases", Json.list(alias)));
  }

  @Test
  @Row({"S-CREATE-08", "S-CREATE-09"})
  void nameAndTopicBecomeState() {
    Room room = Users.fresh("anna").createRoom("name", "The name", "topic", "The topic");
    assertThat(room.state("m.room.name", "").ok()).isEqualTo(Json.of("name", "The name"));
    assertThat(room.state("m.room.topic", "").ok()).isEqualTo(Json.of("topic", "The topic"));
  }

  @Test
  @Row("S-CREATE-10")
  void everyoneInTheListIsInvited() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    Client carl = Users.fresh("carl");
    List<LiveStream> streams = List.of(bert.stream(), carl.stream());
    Room room = anna.createRoom("invite", Json.list(bert.userId(), carl.userId()));
    assertThat(room.membership(bert)).isEqualTo("invite");
    assertThat(room.membership(carl)).isEqualTo("invite");
    for (LiveStream stream : streams) {
      List<JsonNode> events = stream.untilNow();
      assertThat(events).hasSize(1);
      assertThat(events.get(0).path("content").path("membership").asText()).isEqualTo("invite");
      assertThat(events.get(0).path("room_id").asText()).isEqualTo(room.id());
    }
  }

  @Test
  @Row("S-CREATE-11")
  void allOptionsAreOptional() {
    Client anna = Users.fresh("anna");
    anna.createRoom();
    anna.createRoom("visibility", "public");
    anna.createRoom("room_alias_name", Users.name("alone"));
    anna.createRoom("name", "alone");
    anna.createRoom("topic", "alone");
    anna.createRoom("invite", Json.list());
    anna.createRoom("com.example.custom", Json.of("a", 1));
    assertThat(anna.initialSync(1).path("rooms")).hasSize(7);
  }

  @Test
  void badOptionsCreateNothing() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    String name = Users.name("never");
    anna.post("/createRoom", Json.of("invite", Json.list("bert"), "room_alias_name", name))
        .badJson();
    anna.post("/createRoom", Json.of("invite", Json.list(bert.userId(), 7))).badJson();
    anna.post("/createRoom", Json.of("invite", bert.userId())).badJson();
    anna.post("/createRoom", Json.of("name", 5)).badJson();
    anna.post("/createRoom", Json.of("topic", Json.list())).badJson();
    anna.post("/createRoom", Json.of("room_alias_name", 5)).badJson();
    anna.post("/createRoom", Json.of("room_alias_name", "a:b")).refused();
    anna.post("/createRoom", Json.of("room_alias_name", "a#b")).refused();
    anna.resolve("#" + name + ":" + domain).notFound();
    assertThat(anna.initialSync(1).path("rooms")).isEmpty();
    assertThat(bert.initialSync(1).path("rooms")).isEmpty();
  }

  @Test
  @Row({"S-CREATE-12", "S-CREATE-13", "S-TYPE-07"})
  void createEventIsTheFirstAndNamesTheCreator() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    JsonNode first = room.history().get(0);
    assertThat(first.path("type").asText()).isEqualTo("m.room.create");
    assertThat(room.state("m.room.create", "").ok()).isEqualTo(Json.of("creator", anna.userId()));
  }

  @Test
  @Row({
    "S-CREATE-14",
    "S-CREATE-15",
    "S-CREATE-16",
    "S-CREATE-17",
    "S-CREATE-18",
    "S-CREATE-19",
    "S-S15-05"
  })
  void eventsOfCreationHaveTheirOrderContentAndProtection() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    String name = Users.name("all");
    Room room =
        anna.createRoom(
            "visibility",
            "public",
            "room_alias_name",
            name,
            "name",
            "N",
            "topic",
            "T",
            "invite",
            Json.list(bert.userId()));
    JsonNode none = Json.parse("null");
    JsonNode levels = Json.of(anna.userId(), 100, "default", 0);
    JsonNode ops = Json.of("ban_level", 50, "kick_level", 50, "redact_level", 50);
    JsonNode aliases = Json.of("aliases", Json.list("#" + name + ":" + domain));
    JsonNode expected =
        Json.list(
            Json.list("m.room.create", "", 100, Json.of("creator", anna.userId())),
            Json.list("m.room.member", anna.userId(), none, member("join")),
            Json.list("m.room.power_levels", "", 50, levels),
            Json.list("m.room.join_rules", "", 100, Json.of("join_rule", "public")),
            Json.list("m.room.add_state_level", "", 100, Json.of("level", 50)),
            Json.list("m.room.send_event_level", "", 50, Json.of("level", 0)),
            Json.list("m.room.ops_levels", "", 100, ops),
            Json.list("m.room.aliases", domain, none, aliases),
            Json.list("m.room.name", "", 50, Json.of("name", "N")),
            Json.list("m.room.topic", "", 50, Json.of("topic", "T")),
            Json.list("m.room.member", bert.userId(), none, Json.of("membership", "invite")));
    assertThat(Json.elements(summary(room.history())))
        .containsExactlyElementsOf(Json.elements(expected));
  }

  private static JsonNode member(String membership) {
    JsonNode none = Json.parse("null");
    return Json.of("membership", membership, "displayname", none, "avatar_url", none);
  }

  private static JsonNode summary(List<JsonNode> events) {
    return Json.list(
        events.stream()
            .map(
                event ->
                    Json.list(
                        event.path("type").asText(),
                        event.path("state_key").asText(),
                        event.has("required_power_level")
                            ? event.path("required_power_level")
                            : Json.parse("null"),
                        inviteWithoutProfile(event.path("content"))))
            .toArray());
  }

  /** Whether an invite carries the invitee's (unset) profile is left open. */
  private static JsonNode inviteWithoutProfile(JsonNode content) {
    return content.path("membership").asText().equals("invite")
        ? Json.of("membership", "invite")
        : content;
  }

  @Test
  void creatorIsListedAsMemberWithProfile() {
    Client anna = Users.fresh("anna");
    anna.put(
            Client.path("profile", anna.userId(), "displayname"), Json.of("displayname", "Anna A."))
        .ok();
    Room room = anna.createRoom();
    JsonNode chunk = room.members().ok().path("chunk");
    assertThat(chunk).hasSize(1);
    assertThat(chunk.path(0).path("content").path("membership").asText()).isEqualTo("join");
    assertThat(chunk.path(0).path("content").path("displayname").asText()).isEqualTo("Anna A.");
  }

  @Test
  void publicListShowsNameTopicAliasesAndCount() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    String name = Users.name("shown");
    Room plain = anna.publicRoom();
    Room full =
        anna.createRoom("visibility", "public", "name", "N", "topic", "T", "room_alias_name", name)
            .with(bert);
    JsonNode list = Users.nobody().get("/publicRooms").ok();
    assertThat(list.has("start") && list.has("end")).isTrue();
    assertThat(entry(list, plain))
        .isEqualTo(
            Json.of(
                "room_id",
                plain.id(),
                "name",
                Json.parse("null"),
                "topic",
                Json.parse("null"),
                "aliases",
                Json.list(),
                "num_joined_members",
                1));
    assertThat(entry(list, full))
        .isEqualTo(
            Json.of(
                "room_id",
                full.id(),
                "name",
                "N",
                "topic",
                "T",
                "aliases",
                Json.list("#" + name + ":" + domain),
                "num_joined_members",
                2));
  }

  private static JsonNode entry(JsonNode list, Room room) {
    return Json.where(list.path("chunk"), e -> e.path("room_id").asText().equals(room.id())).get(0);
  }
}
