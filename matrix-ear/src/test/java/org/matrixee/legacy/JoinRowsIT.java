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
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** Rows S-JOIN. */
@Execution(ExecutionMode.CONCURRENT)
class JoinRowsIT {
  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");

  @Test
  @Row("S-JOIN-01")
  void onlyJoinedUsersSendAndReceive() {
    Room room = anna.publicRoom();
    LiveStream stream = bert.stream();
    room.forbids(() -> room.as(bert).message("from outside"));
    room.say("inside");
    stream.seesNothingOf(room);
    room.as(bert).join().ok();
    String eventId = room.as(bert).say("now inside");
    stream.until(eventId);
  }

  @Test
  @Row({"S-JOIN-02", "S-JOIN-03", "S-JOIN-04", "S-JOIN-05", "S-JOIN-10"})
  void everyFormOfJoiningAnswersTheRoomId() {
    String name = Users.name("join");
    Room room = anna.createRoom("visibility", "public", "room_alias_name", name);
    String alias = "#" + name + ":" + Servers.shared().name();
    List<Reply> answers =
        List.of(
            Users.fresh("id").join(room.id()),
            Users.fresh("alias").join(alias),
            room.as(Users.fresh("room")).join());
    for (Reply answer : answers) {
      assertThat(answer.ok()).isEqualTo(Json.of("room_id", room.id()));
    }
    assertThat(
            Json.where(
                room.members().ok().path("chunk"),
                e -> e.path("content").path("membership").asText().equals("join")))
        .hasSize(4);
  }

  @Test
  @Row("S-JOIN-06")
  void membershipCanBeSetDirectly() {
    Room room = anna.publicRoom();
    room.as(bert).setMembership(bert, "join").ok();
    assertThat(room.membership(bert)).isEqualTo("join");
    room.as(bert).say("joined directly");
  }

  @Test
  @Row("S-JOIN-07")
  void eventsAfterTheJoinAreReceived() {
    Room room = anna.publicRoom();
    LiveStream stream = bert.stream();
    room.say("before");
    room.as(bert).join().ok();
    String after = room.say("after");
    List<JsonNode> events = stream.until(after);
    assertThat(Json.texts(events, "event_id")).contains(after);
    assertThat(
            Json.where(
                events,
                e ->
                    e.path("type").asText().equals("m.room.member")
                        && e.path("state_key").asText().equals(bert.userId())))
        .hasSize(1);
  }

  @Test
  @Row("S-JOIN-08")
  void roomAppearsInInitialSync() {
    Room room = anna.publicRoom();
    assertThat(bert.syncEntry(room.id()).isMissingNode()).isTrue();
    room.as(bert).join().ok();
    assertThat(bert.syncEntry(room.id()).path("membership").asText()).isEqualTo("join");
  }

  @Test
  @Row({"S-JOIN-09", "S-INV-04"})
  void privateRoomNeedsAnInvite() {
    Room room = anna.createRoom();
    room.forbids(() -> bert.join(room.id()));
    room.forbids(() -> room.as(bert).join());
    room.forbids(() -> room.as(bert).setMembership(bert, "join"));
    room.invite(bert.userId()).ok();
    room.as(bert).join().ok();
    assertThat(room.membership(bert)).isEqualTo("join");
  }

  @Test
  void joiningAgainMakesNoEvent() {
    Room room = anna.publicRoom().with(bert);
    room.ignores(() -> room.as(bert).join());
    room.ignores(() -> bert.join(room.id()));
    room.ignores(() -> room.as(bert).setMembership(bert, "join"));
  }

  @Test
  void unknownRoomLooksLikeAPrivateOne() {
    Room secret = anna.createRoom();
    Room unknown = new Room(bert, "!nosuchroomatall:" + Servers.shared().name());
    List<Reply> privates =
        List.of(
            secret.as(bert).join(),
            secret.as(bert).message("x"),
            secret.as(bert).members(),
            secret.as(bert).state("m.room.name", ""),
            secret.as(bert).leave(),
            bert.get(secret.at("state")),
            bert.get(secret.at("initialSync")));
    List<Reply> unknowns =
        List.of(
            unknown.join(),
            unknown.message("x"),
            unknown.members(),
            unknown.state("m.room.name", ""),
            unknown.leave(),
            bert.get(unknown.at("state")),
            bert.get(unknown.at("initialSync")));
    for (int i = 0; i < privates.size(); i++) {
      privates.get(i).forbidden();
      unknowns.get(i).forbidden();
      assertThat(unknowns.get(i).text().replace(unknown.id(), secret.id()))
          .isEqualTo(privates.get(i).text());
    }
  }

  @Test
  void joinEventCarriesTheProfile() {
    bert.put(
            Client.path("profile", bert.userId(), "displayname"), Json.of("displayname", "Bert B."))
        .ok();
    bert.put(
            Client.path("profile", bert.userId(), "avatar_url"),
            Json.of("avatar_url", "http://example.org/b.png"))
        .ok();
    Room room = anna.publicRoom().with(bert);
    JsonNode event = room.stateEvent("m.room.member", bert.userId());
    assertThat(event.path("content"))
        .isEqualTo(
            Json.of(
                "membership",
                "join",
                "displayname",
                "Bert B.",
                "avatar_url",
                "http://example.org/b.png"));
    assertThat(event.path("membership").asText()).isEqualTo("join");
  }

  @Test
  void emptyBodyOfJoinIsNoReasonToFailOtherwiseThanByStandardError() {
    Room room = anna.publicRoom();
    Reply reply = bert.call("POST", room.at("join"), "");
    if (reply.status() != 200) {
      reply.refused(400, "M_NOT_JSON");
    }
  }
}
