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
import org.matrixee.e2e.Users;

/** Rows S-PERM: levels. */
@Execution(ExecutionMode.CONCURRENT)
class PermissionRowsIT {
  private static final JsonNode CUSTOM = Json.of("a", 1);

  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");
  private final Client carl = Users.fresh("carl");

  @Test
  @Row({"S-PERM-01", "S-PERM-03"})
  void newMemberHasLevelZeroAndCreatorDoesEverything() {
    Room room = anna.publicRoom().with(bert, carl);
    room.as(bert).say("allowed");
    room.forbids(() -> room.as(bert).ban(carl));
    room.forbids(() -> room.as(bert).kick(carl));
    room.forbids(() -> room.as(bert).setState("com.example.x", "", CUSTOM));
    room.setState("com.example.x", "", CUSTOM).ok();
    room.kick(carl).ok();
    room.ban(bert).ok();
    room.setState("m.room.join_rules", "", Json.of("join_rule", "invite")).ok();
  }

  @Test
  @Row("S-PERM-02")
  void levelsAreState() {
    Room room = anna.createRoom();
    assertThat(room.state("m.room.power_levels", "").ok())
        .isEqualTo(Json.of(anna.userId(), 100, "default", 0));
  }

  @Test
  @Row("S-PERM-04")
  void usersRaiseOthersUpToTheirOwnLevel() {
    Room room = anna.publicRoom().with(bert, carl);
    room.setLevels(bert, 50).ok();
    room.as(bert).setLevels(carl, 50).ok();
    room.forbids(() -> room.as(bert).setLevels(carl, 51));
    room.forbids(() -> room.as(bert).setLevels(bert, 51));
    room.forbids(() -> room.as(bert).setLevels(anna, 0));
    room.forbids(() -> room.as(bert).setLevels("default", 51));
    assertThat(room.state("m.room.power_levels", "").ok().path(carl.userId()).asInt())
        .isEqualTo(50);
  }

  @Test
  void operatorMayDemotePeersAndHimselfButNotHigherOnes() {
    Room room = anna.publicRoom().with(bert, carl);
    room.setLevels(bert, 50, carl, 50).ok();
    JsonNode withoutAnna = Json.of(bert.userId(), 50, carl.userId(), 50, "default", 0);
    room.forbids(() -> room.as(bert).setState("m.room.power_levels", "", withoutAnna));
    room.as(bert).setLevels(carl, 10).ok();
    room.as(bert).setLevels(bert, 40).ok();
    room.forbids(() -> room.as(bert).setLevels(bert, 50));
  }

  @Test
  @Row("S-PERM-05")
  void levelsSurviveAbsence() {
    Room room = anna.publicRoom();
    room.setLevels(bert, 50).ok();
    room.as(bert).join().ok();
    room.as(bert).setState("com.example.one", "", CUSTOM).ok();
    room.as(bert).leave().ok();
    room.forbids(() -> room.as(bert).setState("com.example.two", "", CUSTOM));
    room.as(bert).join().ok();
    room.as(bert).setState("com.example.two", "", CUSTOM).ok();
  }

  @Test
  @Row("S-PERM-06")
  void requiredPowerLevelProtectsAStateKey() {
    Room room = anna.createRoom("visibility", "public", "topic", "T").with(bert);
    room.forbids(() -> room.as(bert).setState("m.room.topic", "", Json.of("topic", "B")));
    JsonNode event = room.stateEvent("m.room.topic", "");
    assertThat(event.path("required_power_level").asInt(-1)).isEqualTo(50);
    room.setState("m.room.topic", "", Json.of("topic", "U")).ok();
    room.forbids(() -> room.as(bert).setState("m.room.topic", "", Json.of("topic", "B")));
    room.setLevels(bert, 50).ok();
    room.as(bert).setState("m.room.topic", "", Json.of("topic", "B")).ok();
  }

  @Test
  @Row("S-PERM-07")
  void userWhoLeftCannotUpdateState() {
    Room room = anna.createRoom("visibility", "public", "topic", "T").with(bert);
    room.leave().ok();
    room.as(bert)
        .forbids(() -> room.setState("m.room.topic", "", Json.of("topic", "from outside")));
    room.as(bert).forbids(() -> room.setLevels(anna, 100, bert, 0));
  }

  @Test
  @Row({"S-PERM-08", "S-TYPE-12", "S-TYPE-13"})
  void sendLevelIsTheMinimumForNonStateEvents() {
    Room room = anna.publicRoom().with(bert, carl);
    room.setLevels(carl, 50).ok();
    room.setState("m.room.send_event_level", "", Json.of("level", 50)).ok();
    room.forbids(() -> room.as(bert).message("read-only"));
    room.forbids(() -> room.as(bert).send("com.example.x", CUSTOM));
    room.as(carl).say("operator");
    room.setState("m.room.send_event_level", "", Json.of("level", 0)).ok();
    room.as(bert).say("again");
  }

  @Test
  @Row({"S-PERM-10", "S-TYPE-11"})
  void addStateLevelIsForNewKeysOnly() {
    Room room = anna.publicRoom().with(bert);
    room.forbids(() -> room.as(bert).setState("com.example.x", "", CUSTOM));
    room.setState("com.example.x", "", CUSTOM).ok();
    room.as(bert).setState("com.example.x", "", Json.of("by", "bert")).ok();
    room.forbids(() -> room.as(bert).setState("com.example.x", "other key", CUSTOM));
    assertThat(room.state("com.example.x", "").ok()).isEqualTo(Json.of("by", "bert"));
    room.setState("m.room.add_state_level", "", Json.of("level", 0)).ok();
    room.as(bert).setState("com.example.x", "other key", CUSTOM).ok();
  }

  @Test
  @Row("S-PERM-11")
  void addStateLevelIsFiftyInAFreshRoom() {
    Room room = anna.publicRoom().with(bert, carl);
    room.setLevels(bert, 49, carl, 50).ok();
    room.forbids(() -> room.as(bert).setState("com.example.x", "", CUSTOM));
    room.as(carl).setState("com.example.x", "", CUSTOM).ok();
  }

  @Test
  @Row({"S-PERM-12", "S-TYPE-15"})
  void opsLevelsAreEnforcedSeparately() {
    Room room = anna.publicRoom().with(bert, carl);
    room.setLevels(bert, 50).ok();
    room.setOpsLevels("ban_level", 60).ok();
    String message = room.as(carl).say("spam");
    room.forbids(() -> room.as(bert).ban(carl));
    room.as(bert).redact(message).ok();
    room.as(bert).kick(carl).ok();
    room.as(carl).join().ok();
    room.setOpsLevels("ban_level", 50, "kick_level", 60, "redact_level", 60).ok();
    String second = room.as(carl).say("more spam");
    room.forbids(() -> room.as(bert).kick(carl));
    room.forbids(() -> room.as(bert).redact(second));
    room.as(bert).ban(carl).ok();
  }

  @Test
  @Row("S-PERM-13")
  void banAndKickLevelAreFiftyInAFreshRoom() {
    Room room = anna.publicRoom().with(bert, carl);
    room.setLevels(bert, 49).ok();
    room.forbids(() -> room.as(bert).kick(carl));
    room.forbids(() -> room.as(bert).ban(carl));
    room.setLevels(bert, 50).ok();
    room.as(bert).kick(carl).ok();
    room.as(bert).ban(carl).ok();
  }

  @Test
  void opsLevelsWithoutKeysDefaultToFifty() {
    Room room = anna.publicRoom().with(bert, carl);
    room.setState("m.room.ops_levels", "", Json.of()).ok();
    room.setLevels(bert, 49).ok();
    room.forbids(() -> room.as(bert).kick(carl));
    room.forbids(() -> room.as(bert).ban(carl));
    room.setLevels(bert, 50).ok();
    room.as(bert).ban(carl).ok();
  }

  @Test
  void zeroMeansZero() {
    Room room = anna.publicRoom().with(bert, carl);
    room.setOpsLevels("kick_level", 0).ok();
    room.as(bert).kick(carl).ok();
    assertThat(room.membership(carl)).isEqualTo("leave");
  }

  @Test
  void nobodySetsALevelAboveHisOwn() {
    Room room = anna.publicRoom().with(bert);
    room.setLevels(bert, 50).ok();
    room.forbids(() -> room.as(bert).setState("m.room.send_event_level", "", Json.of("level", 51)));
    room.as(bert).setState("m.room.send_event_level", "", Json.of("level", 50)).ok();
    room.forbids(() -> room.as(bert).setOpsLevels("ban_level", 10));
    room.forbids(() -> room.as(bert).setState("m.room.add_state_level", "", Json.of("level", 0)));
    room.forbids(() -> room.setOpsLevels("ban_level", 101));
  }
}
