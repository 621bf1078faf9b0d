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

/** Rows S-TYPE: the standard room events. */
@Execution(ExecutionMode.CONCURRENT)
class TypeRowsIT {
  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");
  private final Room room = anna.publicRoom();

  @Test
  @Row({"S-TYPE-01", "S-TYPE-02", "S-TYPE-03"})
  void nameAndTopicNeedTheirString() {
    for (String key : List.of("name", "topic")) {
      String type = "m.room." + key;
      room.setState(type, "", Json.of(key, "x")).ok();
      room.findsBad(() -> room.setState(type, "", Json.of()));
      room.findsBad(() -> room.setState(type, "", Json.of(key, 5)));
      room.findsBad(() -> room.setState(type, "", Json.of(key, Json.parse("null"))));
      assertThat(room.state(type, "").ok()).isEqualTo(Json.of(key, "x"));
    }
    Room namesake = bert.createRoom("name", "x");
    assertThat(namesake.state("m.room.name", "").ok()).isEqualTo(Json.of("name", "x"));
  }

  @Test
  @Row("S-TYPE-04")
  void membershipIsOneOfFour() {
    for (Object bad : List.of("guest", "", 5, Json.list(), Json.of())) {
      JsonNode content = Json.of("membership", bad);
      room.findsBad(() -> room.as(bert).setState("m.room.member", bert.userId(), content));
      room.findsBad(() -> room.setState("m.room.member", bert.userId(), content));
    }
    room.findsBad(() -> room.setState("m.room.member", bert.userId(), Json.of()));
    room.forbids(() -> room.as(bert).setMembership(bert, "knock"));
  }

  @Test
  @Row("S-TYPE-05")
  void nobodyCanForceAnotherToJoin() {
    room.forbids(() -> room.setMembership(bert, "join"));
    room.invite(bert.userId()).ok();
    room.forbids(() -> room.setMembership(bert, "join"));
    assertThat(room.membership(bert)).isEqualTo("invite");
  }

  @Test
  @Row("S-TYPE-06")
  void callsAndDirectStateWorkAlike() {
    Client carl = Users.fresh("carl");
    room.as(bert).join().ok();
    room.as(carl).setMembership(carl, "join").ok();
    room.kick(bert).ok();
    room.setMembership(carl, "leave").ok();
    room.invite(bert.userId()).ok();
    room.setMembership(carl, "invite").ok();
    room.ban(bert).ok();
    room.setMembership(carl, "ban").ok();
    List<JsonNode> history = room.history();
    assertThat(steps(history, carl)).isEqualTo(steps(history, bert)).hasSize(4);
  }

  private static List<String> steps(List<JsonNode> history, Client user) {
    return Json.where(history, e -> e.path("state_key").asText().equals(user.userId())).stream()
        .map(
            e ->
                Json.keys(Room.withoutAge(e)).stream().sorted().toList()
                    + e.path("content").path("membership").asText()
                    + e.path("required_power_level"))
        .toList();
  }

  @Test
  @Row("S-TYPE-07")
  void createCannotBeChanged() {
    JsonNode create = Json.of("creator", anna.userId());
    room.forbids(() -> room.setState("m.room.create", "", create));
    room.forbids(() -> room.setState("m.room.create", "", Json.of("creator", bert.userId())));
    room.forbids(() -> room.setState("m.room.create", "second", create));
    assertThat(room.state("m.room.create", "").ok()).isEqualTo(create);
  }

  @Test
  @Row("S-TYPE-09")
  void powerLevelsAreIntegersByUser() {
    for (Object level : List.of("fifty", 50.5, Json.list(), Json.of(), true)) {
      room.findsBad(() -> room.setState("m.room.power_levels", "", Json.of(anna.userId(), level)));
    }
    room.findsBad(() -> room.setState("m.room.power_levels", "", Json.of("anna", 100)));
    room.findsBad(
        () ->
            room.setState("m.room.power_levels", "", Json.of("users", Json.of(anna.userId(), 1))));
    room.findsBad(() -> room.setState("m.room.power_levels", "", Json.of("default", "x")));
  }

  @Test
  @Row("S-TYPE-10")
  void absentDefaultIsZeroAndAGivenOneCounts() {
    Client carl = Users.fresh("carl");
    room.with(bert, carl);
    room.setState("m.room.power_levels", "", Json.of(anna.userId(), 100)).ok();
    room.forbids(() -> room.as(bert).kick(carl));
    room.setLevels("default", 50).ok();
    room.as(bert).kick(carl).ok();
  }

  @Test
  @Row("S-TYPE-14")
  void userBelowTheSendLevelIsMuted() {
    Client carl = Users.fresh("carl");
    room.with(bert, carl).setLevels(bert, -1).ok();
    room.forbids(() -> room.as(bert).message("muted"));
    room.as(carl).say("free");
  }

  @Test
  void levelEventsNeedIntegers() {
    for (String type : List.of("m.room.add_state_level", "m.room.send_event_level")) {
      for (Object level : List.of("x", 1.5, Json.of())) {
        room.findsBad(() -> room.setState(type, "", Json.of("level", level)));
      }
    }
    for (String key : List.of("ban_level", "kick_level", "redact_level")) {
      room.findsBad(() -> room.setState("m.room.ops_levels", "", Json.of(key, "x")));
    }
  }

  @Test
  @Row({"S-TYPE-16", "S-TYPE-17", "S-TYPE-18", "S-TYPE-20"})
  void serverSendsItsFullAliasList() {
    String domain = Servers.shared().name();
    String one = Users.alias("one");
    String two = Users.alias("two");
    LiveStream stream = anna.stream();
    anna.addAlias(one, room.id()).ok();
    anna.addAlias(two, room.id()).ok();
    anna.removeAlias(one).ok();
    List<JsonNode> events = stream.untilNow();
    assertThat(Json.texts(events, "type")).containsOnly("m.room.aliases").hasSize(3);
    assertThat(Json.texts(events, "state_key")).containsOnly(domain);
    assertThat(Json.elements(events.get(1).path("content").path("aliases")))
        .containsExactlyInAnyOrderElementsOf(Json.elements(Json.list(one, two)));
    assertThat(events.get(2).path("content")).isEqualTo(Json.of("aliases", Json.list(two)));
    assertThat(anna.resolve(two).ok().path("room_id").asText()).isEqualTo(room.id());
    room.forbids(() -> room.setState("m.room.aliases", domain, Json.of("aliases", Json.list(one))));
    room.forbids(
        () -> room.setState("m.room.aliases", "other.example", Json.of("aliases", Json.list())));
  }

  @Test
  void aliasEventNeedsNoLevel() {
    room.with(bert);
    bert.addAlias(Users.alias("low"), room.id()).ok();
    assertThat(room.stateEvent("m.room.aliases", Servers.shared().name()).path("user_id").asText())
        .isEqualTo(bert.userId());
  }

  @Test
  @Row({"S-TYPE-21", "S-TYPE-22", "S-MSG-01"})
  void messageNeedsMsgtypeAndNoBody() {
    room.findsBad(() -> room.send("m.room.message", Json.of("body", "x")));
    room.findsBad(() -> room.send("m.room.message", Json.of("body", "x", "msgtype", 5)));
    room.findsBad(() -> room.send("m.room.message", "t1", Json.of("body", "x")));
    JsonNode content = Json.of("msgtype", "m.text");
    String eventId = room.send("m.room.message", content).ok().path("event_id").asText();
    assertThat(room.event(eventId).path("content")).isEqualTo(content);
  }

  @Test
  @Row({"S-TYPE-23", "S-TYPE-24"})
  void feedbackNeedsTypeAndTarget() {
    String type = "m.room.message.feedback";
    room.with(bert);
    String target = room.say("read me");
    LiveStream stream = anna.stream();
    for (String kind : List.of("delivered", "read")) {
      JsonNode content = Json.of("type", kind, "target_event_id", target);
      String eventId = room.as(bert).send(type, content).ok().path("event_id").asText();
      assertThat(stream.until(eventId).get(0).path("content")).isEqualTo(content);
    }
    room.findsBad(() -> room.send(type, Json.of("type", "seen", "target_event_id", target)));
    room.findsBad(() -> room.send(type, Json.of("type", "read")));
    room.findsBad(() -> room.send(type, Json.of("target_event_id", target)));
    room.findsBad(() -> room.send(type, Json.of("type", "read", "target_event_id", 5)));
  }
}
