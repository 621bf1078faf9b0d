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
import org.matrixee.e2e.Users;

/** Rows S-BAN. */
@Execution(ExecutionMode.CONCURRENT)
class BanRowsIT {
  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");
  private final Client carl = Users.fresh("carl");

  @Test
  @Row({"S-BAN-01", "S-BAN-04", "S-BAN-06"})
  void banForcesOutAndPreventsReturn() {
    for (Room room : List.of(anna.publicRoom(), anna.createRoom().withInvited(bert))) {
      room.with(bert);
      assertThat(room.ban(bert).ok()).isEqualTo(Json.of());
      assertThat(room.state("m.room.member", bert.userId()).ok().path("membership").asText())
          .isEqualTo("ban");
      room.forbids(() -> room.as(bert).join());
      room.forbids(() -> bert.join(room.id()));
      room.forbids(() -> room.as(bert).setMembership(bert, "join"));
      room.forbids(() -> room.as(bert).leave());
      assertThat(bert.syncEntry(room.id()).isMissingNode()).isTrue();
    }
  }

  @Test
  @Row("S-BAN-02")
  void bannedUserNeitherSendsNorReceives() {
    Room room = anna.publicRoom().with(bert);
    LiveStream stream = bert.stream();
    room.ban(bert).ok();
    room.forbids(() -> room.as(bert).message("still here"));
    room.say("without bert");
    List<JsonNode> events = stream.untilNow();
    assertThat(events).hasSize(1);
    assertThat(events.get(0).path("content").path("membership").asText()).isEqualTo("ban");
    room.say("again without bert");
    stream.seesNothingOf(room);
  }

  @Test
  @Row("S-BAN-03")
  void bannerNeedsTheLevel() {
    Room room = anna.publicRoom().with(bert, carl);
    room.setLevels(bert, 49).ok();
    room.forbids(() -> room.as(bert).ban(carl));
    room.setLevels(bert, 50).ok();
    room.as(bert).ban(carl).ok();
    assertThat(room.membership(carl)).isEqualTo("ban");
  }

  @Test
  void bannerMustBeJoinedAndAboveTheTarget() {
    Client stranger = Users.fresh("stranger");
    Room room = anna.publicRoom().with(bert, carl);
    room.setLevels(bert, 50, carl, 50, stranger, 100).ok();
    room.forbids(() -> room.as(bert).ban(carl));
    room.forbids(() -> room.as(stranger).ban(carl));
    room.forbids(() -> room.ban(anna));
    room.forbids(() -> room.as(bert).ban(anna));
  }

  @Test
  @Row("S-BAN-05")
  void reasonIsReadable() {
    Room room = anna.publicRoom().with(bert);
    anna.post(room.at("ban"), Json.of("user_id", bert.userId(), "reason", "spam")).ok();
    assertThat(room.stateEvent("m.room.member", bert.userId()).path("content").path("reason"))
        .isEqualTo(Json.parse("\"spam\""));
  }

  @Test
  @Row("S-BAN-07")
  void banEventIsProtectedAboveTheTarget() {
    Room room = anna.publicRoom().with(bert, carl);
    room.setLevels(bert, 70).ok();
    room.ban(bert).ok();
    room.ban(carl).ok();
    assertThat(requiredLevel(room, bert)).isEqualTo(71);
    assertThat(requiredLevel(room, carl)).isEqualTo(50);
  }

  private static int requiredLevel(Room room, Client user) {
    return room.stateEvent("m.room.member", user.userId()).path("required_power_level").asInt(-1);
  }

  @Test
  @Row("S-BAN-08")
  void directFormHasTheSameChecksAndEffect() {
    Room room = anna.publicRoom().with(bert, carl);
    room.forbids(() -> room.as(bert).setMembership(carl, "ban"));
    room.setMembership(carl, "ban").ok();
    room.forbids(() -> room.as(carl).join());
    assertThat(requiredLevel(room, carl)).isEqualTo(50);
  }

  @Test
  void banningAgainMakesNoEvent() {
    Room room = anna.publicRoom().with(bert);
    room.ban(bert).ok();
    room.ignores(() -> room.ban(bert));
  }

  @Test
  void usersWhoNeverJoinedCanBeBanned() {
    Room room = anna.publicRoom();
    LiveStream stream = bert.stream();
    room.ban(bert).ok();
    room.forbids(() -> room.as(bert).join());
    assertThat(stream.untilNow()).hasSize(1);
  }

  @Test
  void unbanNeedsTheLevelAndLetsTheUserReturn() {
    Room room = anna.publicRoom().with(bert, carl);
    room.setLevels(bert, 60).ok();
    room.ban(carl).ok();
    room.setLevels(bert, 49).ok();
    room.forbids(() -> room.as(bert).setMembership(carl, "leave"));
    room.forbids(() -> room.as(bert).invite(carl.userId()));
    room.setMembership(carl, "leave").ok();
    assertThat(room.stateEvent("m.room.member", carl.userId()).has("required_power_level"))
        .isFalse();
    room.as(carl).join().ok();
  }

  @Test
  void higherBanCannotBeUndoneByALowerOperator() {
    Room room = anna.publicRoom().with(bert, carl);
    room.setLevels(bert, 60, carl, 70).ok();
    room.ban(carl).ok();
    room.forbids(() -> room.as(bert).setMembership(carl, "leave"));
    room.forbids(() -> room.as(bert).invite(carl.userId()));
    room.invite(carl.userId()).ok();
    room.as(carl).join().ok();
  }
}
