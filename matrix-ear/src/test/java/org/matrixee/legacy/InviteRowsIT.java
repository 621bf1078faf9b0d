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

/** Rows S-INV. */
@Execution(ExecutionMode.CONCURRENT)
class InviteRowsIT {
  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");
  private final Client carl = Users.fresh("carl");

  @Test
  @Row({"S-INV-01", "S-INV-08", "S-SYNC-06"})
  void inviteeIsNotified() {
    Room room = anna.createRoom("name", "secret name");
    room.say("secret message");
    LiveStream stream = bert.stream();
    assertThat(room.invite(bert.userId()).ok()).isEqualTo(Json.of());
    List<JsonNode> events = stream.untilNow();
    assertThat(events).hasSize(1);
    assertThat(events.get(0).path("state_key").asText()).isEqualTo(bert.userId());
    assertThat(events.get(0).path("membership").asText()).isEqualTo("invite");
    JsonNode entry = bert.syncEntry(room.id());
    assertThat(entry.path("membership").asText()).isEqualTo("invite");
    assertThat(entry.path("inviter").asText()).isEqualTo(anna.userId());
    assertThat(entry.path("visibility").asText()).isEqualTo("private");
    assertThat(entry.has("messages") || entry.has("state")).isFalse();
    assertThat(entry.toString()).doesNotContain("secret name").doesNotContain("secret message");
  }

  @Test
  @Row({"S-INV-02", "S-INV-03", "S-INV-04", "S-TYPE-08"})
  void joinRuleDecides() {
    Room room = anna.publicRoom();
    room.setState("m.room.join_rules", "", Json.of("join_rule", "invite")).ok();
    room.forbids(() -> room.as(bert).join());
    room.setState("m.room.join_rules", "", Json.of("join_rule", "public")).ok();
    room.as(bert).join().ok();
    for (String rule : List.of("knock", "private")) {
      room.setState("m.room.join_rules", "", Json.of("join_rule", rule)).ok();
      room.forbids(() -> room.as(carl).join());
    }
    room.findsBad(() -> room.setState("m.room.join_rules", "", Json.of("join_rule", "anything")));
    room.findsBad(() -> room.setState("m.room.join_rules", "", Json.of()));
    room.findsBad(() -> room.setState("m.room.join_rules", "", Json.of("join_rule", 1)));
  }

  @Test
  void inviteeMayAcceptUnderKnockAndNotUnderPrivate() {
    Room room = anna.createRoom();
    room.invite(bert.userId()).ok();
    room.invite(carl.userId()).ok();
    room.setState("m.room.join_rules", "", Json.of("join_rule", "knock")).ok();
    room.as(bert).join().ok();
    room.setState("m.room.join_rules", "", Json.of("join_rule", "private")).ok();
    room.forbids(() -> room.as(carl).join());
  }

  @Test
  @Row("S-INV-05")
  void onlyJoinedUsersInvite() {
    Client target = Users.fresh("target");
    Room room = anna.publicRoom().with(carl);
    room.as(carl).leave().ok();
    room.invite(bert.userId()).ok();
    room.forbids(() -> room.as(bert).invite(target.userId()));
    room.forbids(() -> room.as(carl).invite(target.userId()));
    room.forbids(() -> room.as(Users.fresh("stranger")).invite(target.userId()));
    room.forbids(() -> room.as(target).invite(target.userId()));
    assertThat(room.membership(target)).isEmpty();
    room.as(bert).join().ok();
    room.as(bert).invite(target.userId()).ok();
  }

  @Test
  @Row("S-INV-06")
  void joinedUserCannotBeInvited() {
    Room room = anna.publicRoom().with(bert);
    room.forbids(() -> room.invite(bert.userId()));
    room.forbids(() -> room.invite(anna.userId()));
    room.forbids(() -> room.setMembership(bert, "invite"));
  }

  @Test
  @Row("S-INV-07")
  void fullUserIdIsNeeded() {
    Room room = anna.createRoom();
    for (String id : List.of(bert.localpart(), "@" + bert.localpart(), "", "#x:y", "!x:y")) {
      room.findsBad(() -> room.invite(id));
    }
    room.findsBad(() -> anna.post(room.at("invite"), Json.of("user_id", Json.list())));
    room.findsBad(
        () -> room.setState("m.room.member", bert.localpart(), Json.of("membership", "invite")));
  }

  @Test
  @Row("S-INV-09")
  void directFormHasTheSameEffect() {
    Room room = anna.createRoom();
    LiveStream stream = bert.stream();
    room.setMembership(bert, "invite").ok();
    assertThat(stream.untilNow()).hasSize(1);
    assertThat(bert.syncEntry(room.id()).path("inviter").asText()).isEqualTo(anna.userId());
    room.as(bert).join().ok();
    Client stranger = Users.fresh("stranger");
    room.forbids(() -> room.as(stranger).setMembership(carl, "invite"));
  }

  @Test
  void invitingAgainMakesNoEvent() {
    Room room = anna.createRoom();
    room.invite(bert.userId()).ok();
    room.ignores(() -> room.invite(bert.userId()));
  }

  @Test
  void invitedUserCanBeWithdrawnByAnOperatorOnly() {
    Room room = anna.createRoom().withInvited(carl);
    room.invite(bert.userId()).ok();
    room.forbids(() -> room.as(carl).kick(bert));
    room.forbids(() -> room.as(bert).leave());
    room.kick(bert).ok();
    assertThat(room.membership(bert)).isEqualTo("leave");
    room.forbids(() -> room.as(bert).join());
    assertThat(bert.syncEntry(room.id()).isMissingNode()).isTrue();
  }
}
