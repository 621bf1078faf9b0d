package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Users;

/** Who may read what of a room, by membership and join rule. */
@Execution(ExecutionMode.CONCURRENT)
class ReadAccessIT {
  private final Client anna = Users.fresh("anna");
  private final Client invited = Users.fresh("invited");
  private final Client left = Users.fresh("left");
  private final Client banned = Users.fresh("banned");
  private final Client stranger = Users.fresh("stranger");

  private Room peopled(String visibility) {
    Room room = anna.createRoom("visibility", visibility, "name", "N", "topic", "T");
    room.withInvited(left, banned);
    room.as(left).leave().ok();
    room.ban(banned).ok();
    room.invite(invited.userId()).ok();
    return room;
  }

  private static List<Reply> wholeReads(Room room, String eventId) {
    return List.of(
        room.client().get(room.at("state")),
        room.members(),
        room.messages("dir=b"),
        room.client().get(room.at("initialSync")),
        room.client().get(path("events", eventId)));
  }

  @Test
  void onlyMembersReadTheWholeRoom() {
    for (String visibility : List.of("public", "private")) {
      Room room = peopled(visibility);
      String eventId = room.say("for members");
      for (Client outsider : List.of(invited, left, banned, stranger)) {
        wholeReads(room.as(outsider), eventId).forEach(Reply::forbidden);
      }
      wholeReads(room, eventId).forEach(Reply::ok);
    }
  }

  @Test
  void singleStateOfAPrivateRoom() {
    Room room = peopled("private");
    assertThat(room.state("m.room.name", "").ok()).isEqualTo(Json.of("name", "N"));
    for (Client outsider : List.of(left, banned, stranger)) {
      room.as(outsider).state("m.room.name", "").forbidden();
      room.as(outsider).state("m.room.topic", "").forbidden();
      room.as(outsider).state("com.example.unset", "").forbidden();
    }
    assertThat(room.as(invited).state("m.room.topic", "").ok()).isEqualTo(Json.of("topic", "T"));
    assertThat(
            room.as(invited)
                .state("m.room.member", invited.userId())
                .ok()
                .path("membership")
                .asText())
        .isEqualTo("invite");
    room.as(invited).state("m.room.name", "").forbidden();
    room.as(invited).state("m.room.member", anna.userId()).forbidden();
  }

  @Test
  void singleStateOfAPublicRoom() {
    Room room = peopled("public");
    for (Client reader : List.of(anna, invited, left, stranger)) {
      assertThat(room.as(reader).state("m.room.name", "").ok()).isEqualTo(Json.of("name", "N"));
      room.as(reader).state("com.example.unset", "").notFound();
    }
    room.as(banned).state("m.room.name", "").forbidden();
    room.as(Users.nobody()).state("m.room.name", "").forbidden();
  }

  @Test
  void joinRuleDecidesNotTheVisibilityAtCreation() {
    Room room = peopled("public");
    room.setState("m.room.join_rules", "", Json.of("join_rule", "invite")).ok();
    room.as(stranger).state("m.room.name", "").forbidden();
  }

  @Test
  void initialSyncListsJoinedAndInvitedRoomsOnly() {
    Room room = peopled("public");
    assertThat(anna.syncEntry(room.id()).path("membership").asText()).isEqualTo("join");
    assertThat(invited.syncEntry(room.id()).path("membership").asText()).isEqualTo("invite");
    assertThat(Json.keys(invited.syncEntry(room.id())))
        .contains("room_id", "membership", "inviter", "visibility")
        .doesNotContain("messages", "state");
    for (Client outsider : List.of(left, banned, stranger)) {
      assertThat(outsider.syncEntry(room.id()).isMissingNode()).isTrue();
    }
  }

  @Test
  void inviteeSeesOnlyHisOwnInviteLive() {
    Room room = anna.createRoom("name", "N");
    var stream = invited.stream();
    room.invite(invited.userId()).ok();
    room.say("not for the invitee");
    room.invite(stranger.userId()).ok();
    assertThat(Json.texts(stream.untilNow(), "state_key")).containsExactly(invited.userId());
  }
}
