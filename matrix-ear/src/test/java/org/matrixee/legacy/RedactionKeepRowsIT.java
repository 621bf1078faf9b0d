package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** Rows S-RED-10 to S-RED-17: what redaction keeps of the standard state events. */
@Execution(ExecutionMode.CONCURRENT)
class RedactionKeepRowsIT {
  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");
  private final Room room = anna.publicRoom().with(bert);

  /** Redacts the current event of a slot and returns what is left of it. */
  private JsonNode redacted(String type, String key) {
    room.redact(room.stateEvent(type, key).path("event_id").asText()).ok();
    JsonNode event = room.stateEvent(type, key);
    assertThat(event.has("redacted_because")).isTrue();
    assertThat(event.has("required_power_level")).isFalse();
    assertThat(event.has("prev_content")).isFalse();
    assertThat(room.state(type, key).ok()).isEqualTo(event.path("content"));
    return event;
  }

  @Test
  @Row("S-RED-10")
  void memberKeepsMembership() {
    bert.put(Client.path("profile", bert.userId(), "displayname"), Json.of("displayname", "Bert"))
        .ok();
    room.as(bert).leave().ok();
    room.with(bert);
    JsonNode event = redacted("m.room.member", bert.userId());
    assertThat(event.path("content")).isEqualTo(Json.of("membership", "join"));
    room.as(bert).say("still joined");
  }

  @Test
  @Row("S-RED-10")
  void redactedBanStaysABan() {
    anna.post(room.at("ban"), Json.of("user_id", bert.userId(), "reason", "secret")).ok();
    assertThat(redacted("m.room.member", bert.userId()).path("content"))
        .isEqualTo(Json.of("membership", "ban"));
    room.forbids(() -> room.as(bert).join());
  }

  @Test
  @Row("S-RED-11")
  void createKeepsCreator() {
    assertThat(redacted("m.room.create", "").path("content"))
        .isEqualTo(Json.of("creator", anna.userId()));
    room.say("goes on");
  }

  @Test
  @Row("S-RED-12")
  void joinRulesKeepJoinRule() {
    room.setState("m.room.join_rules", "", Json.of("join_rule", "public", "extra", 1)).ok();
    assertThat(redacted("m.room.join_rules", "").path("content"))
        .isEqualTo(Json.of("join_rule", "public"));
    room.with(Users.fresh("carl"));
  }

  @Test
  @Row("S-RED-13")
  void powerLevelsKeepUsersAndDefault() {
    room.setLevels(bert, 50).ok();
    assertThat(redacted("m.room.power_levels", "").path("content"))
        .isEqualTo(Json.of(anna.userId(), 100, "default", 0, bert.userId(), 50));
    room.as(bert).setState("com.example.x", "", Json.of("a", 1)).ok();
    room.setLevels(bert, 40).ok();
  }

  @Test
  @Row("S-RED-14")
  void addStateLevelKeepsLevel() {
    room.setState("m.room.add_state_level", "", Json.of("level", 10, "extra", 1)).ok();
    assertThat(redacted("m.room.add_state_level", "").path("content"))
        .isEqualTo(Json.of("level", 10));
    room.forbids(() -> room.as(bert).setState("com.example.x", "", Json.of("a", 1)));
    room.setLevels(bert, 10).ok();
    room.as(bert).setState("com.example.x", "", Json.of("a", 1)).ok();
  }

  @Test
  @Row("S-RED-15")
  void sendEventLevelKeepsLevel() {
    room.setState("m.room.send_event_level", "", Json.of("level", 10, "extra", 1)).ok();
    assertThat(redacted("m.room.send_event_level", "").path("content"))
        .isEqualTo(Json.of("level", 10));
    room.forbids(() -> room.as(bert).message("muted"));
  }

  @Test
  @Row("S-RED-16")
  void opsLevelsKeepTheThreeLevels() {
    room.setOpsLevels("ban_level", 60, "kick_level", 61, "redact_level", 62, "extra", 1).ok();
    assertThat(redacted("m.room.ops_levels", "").path("content"))
        .isEqualTo(Json.of("ban_level", 60, "kick_level", 61, "redact_level", 62));
    Client carl = Users.fresh("carl");
    room.with(carl).setLevels(bert, 59).ok();
    room.forbids(() -> room.as(bert).ban(carl));
  }

  @Test
  @Row("S-RED-17")
  void aliasesAreKept() {
    String alias = Users.alias("kept");
    anna.addAlias(alias, room.id()).ok();
    assertThat(redacted("m.room.aliases", Servers.shared().name()).path("content"))
        .isEqualTo(Json.of("aliases", Json.list(alias)));
    assertThat(anna.resolve(alias).ok().path("room_id").asText()).isEqualTo(room.id());
  }

  @Test
  void protectionOfARedactedEventStaysInForce() {
    room.setState("m.room.topic", "", Json.of("topic", "T")).ok();
    redacted("m.room.topic", "");
    room.forbids(() -> room.as(bert).setState("m.room.topic", "", Json.of("topic", "B")));
    room.setState("m.room.topic", "", Json.of("topic", "A")).ok();
    assertThat(room.stateEvent("m.room.topic", "").path("required_power_level").asInt())
        .isEqualTo(50);
  }
}
