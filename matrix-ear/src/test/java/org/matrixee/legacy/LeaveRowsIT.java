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

/** Rows S-LEAVE, and kicking. */
@Execution(ExecutionMode.CONCURRENT)
class LeaveRowsIT {
  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");
  private final Client carl = Users.fresh("carl");

  @Test
  @Row({"S-LEAVE-01", "S-LEAVE-04", "S-LEAVE-06"})
  void whoLeftReceivesNothingMore() {
    Room room = anna.publicRoom().with(bert);
    LiveStream stream = bert.stream();
    assertThat(room.as(bert).leave().ok()).isEqualTo(Json.of());
    assertThat(room.membership(bert)).isEqualTo("leave");
    room.say("bert is gone");
    room.setState("m.room.name", "", Json.of("name", "without bert")).ok();
    List<JsonNode> events = stream.untilNow();
    assertThat(events).hasSize(1);
    assertThat(events.get(0).path("content").path("membership").asText()).isEqualTo("leave");
    assertThat(bert.syncEntry(room.id()).isMissingNode()).isTrue();
    room.say("later");
    stream.seesNothingOf(room);
  }

  @Test
  @Row("S-LEAVE-02")
  void onlyJoinedUsersLeave() {
    Room room = anna.publicRoom().with(bert);
    room.forbids(() -> room.as(carl).leave());
    room.forbids(() -> room.as(carl).setMembership(carl, "leave"));
    room.as(bert).leave().ok();
    room.forbids(() -> room.as(bert).leave());
    assertThat(room.membership(carl)).isEmpty();
  }

  @Test
  @Row("S-LEAVE-02")
  void inviteeCannotLeave() {
    Room room = anna.createRoom();
    room.invite(bert.userId()).ok();
    room.forbids(() -> room.as(bert).leave());
    assertThat(room.membership(bert)).isEqualTo("invite");
  }

  @Test
  @Row("S-LEAVE-03")
  void privateRoomNeedsANewInviteToReturn() {
    Room room = anna.createRoom().withInvited(bert);
    room.as(bert).leave().ok();
    room.forbids(() -> room.as(bert).join());
    room.invite(bert.userId()).ok();
    room.as(bert).join().ok();
    assertThat(room.membership(bert)).isEqualTo("join");
  }

  @Test
  @Row("S-LEAVE-05")
  void membershipCanBeSetDirectly() {
    Room room = anna.publicRoom().with(bert);
    room.as(bert).setMembership(bert, "leave").ok();
    assertThat(room.membership(bert)).isEqualTo("leave");
    room.forbids(() -> room.as(bert).message("gone"));
  }

  @Test
  @Row("S-LEAVE-07")
  void roomThatEverybodyLeftIsGoneFromTheList() {
    Room room = anna.createRoom().withInvited(bert);
    Room open = anna.publicRoom().with(bert);
    for (Room each : List.of(room, open)) {
      each.as(bert).leave().ok();
      each.leave().ok();
      assertThat(each.as(anna).message("echo").status()).isEqualTo(403);
    }
    assertThat(Json.texts(Users.nobody().get("/publicRooms").ok().path("chunk"), "room_id"))
        .doesNotContain(open.id());
    room.as(carl).join().forbidden();
    int status = open.as(carl).join().status();
    assertThat(status).isIn(200, 403, 404);
  }

  @Test
  void kickRemovesAndTellsTheTarget() {
    Room room = anna.publicRoom().with(bert);
    LiveStream stream = bert.stream();
    anna.post(room.at("kick"), Json.of("user_id", bert.userId(), "reason", "too loud")).ok();
    room.say("bert is gone");
    List<JsonNode> events = stream.untilNow();
    assertThat(events).hasSize(1);
    assertThat(events.get(0).path("user_id").asText()).isEqualTo(anna.userId());
    assertThat(events.get(0).path("content").path("membership").asText()).isEqualTo("leave");
    assertThat(events.get(0).path("content").path("reason").asText()).isEqualTo("too loud");
    room.forbids(() -> room.as(bert).message("still here?"));
    room.as(bert).join().ok();
  }

  @Test
  void kickNeedsLevelMembershipAndATargetInTheRoom() {
    Room room = anna.publicRoom().with(bert, carl);
    Client stranger = Users.fresh("stranger");
    room.setLevels(bert, 50, carl, 60, stranger, 100).ok();
    room.forbids(() -> room.as(bert).kick(carl));
    room.forbids(() -> room.as(stranger).kick(carl));
    room.forbids(() -> room.kick(stranger));
    room.forbids(() -> room.as(bert).setMembership(carl, "leave"));
    room.setMembership(carl, "leave").ok();
    room.forbids(() -> room.kick(carl));
  }
}
