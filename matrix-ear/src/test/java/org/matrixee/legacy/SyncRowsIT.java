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

/** Rows S-SYNC: initialSync of everything and of one room. */
@Execution(ExecutionMode.CONCURRENT)
class SyncRowsIT {
  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");

  @Test
  @Row({"S-SYNC-01", "S-SYNC-05", "S-SYNC-09"})
  void allJoinedRoomsArePresent() {
    List<String> rooms =
        List.of(anna.createRoom().id(), anna.publicRoom().id(), anna.createRoom().id());
    bert.createRoom();
    JsonNode sync = anna.initialSync(10);
    assertThat(sync.path("rooms").isArray()).isTrue();
    assertThat(Json.texts(sync.path("rooms"), "room_id"))
        .containsExactlyInAnyOrderElementsOf(rooms);
    assertThat(Json.texts(sync.path("rooms"), "membership")).containsOnly("join");
  }

  @Test
  @Row({"S-SYNC-03", "S-SYNC-04"})
  void keysOfTheAnswer() {
    anna.createRoom();
    JsonNode sync = anna.initialSync(10);
    assertThat(sync.path("end").isTextual()).isTrue();
    assertThat(sync.path("presence").isArray()).isTrue();
    assertThat(Json.elements(sync.path("presence")))
        .allSatisfy(
            event -> {
              assertThat(event.path("type").asText()).isEqualTo("m.presence");
              assertThat(event.path("content").path("user_id").asText())
                  .isNotEqualTo(bert.userId());
            });
    new LiveStream(anna, sync.path("end").asText()).poll(0);
  }

  @Test
  @Row("S-SYNC-06")
  void invitedRoomsAreShownInLimitedForm() {
    Room room = anna.createRoom("name", "secret", "invite", Json.list(bert.userId()));
    JsonNode entry = bert.syncEntry(room.id());
    assertThat(entry.path("membership").asText()).isEqualTo("invite");
    assertThat(entry.path("inviter").asText()).isEqualTo(anna.userId());
    assertThat(entry.has("messages") || entry.has("state")).isFalse();
    assertThat(entry.toString()).doesNotContain("secret");
  }

  @Test
  @Row({"S-SYNC-07", "S-GET-02"})
  void roomHasAllStateEvents() {
    Room room = anna.createRoom("name", "N", "topic", "T");
    room.setState("com.example.x", "k", Json.of("a", 1)).ok();
    List<JsonNode> state =
        Json.elements(anna.syncEntry(room.id()).path("state")).stream()
            .map(Room::withoutAge)
            .toList();
    assertThat(state).hasSize(10);
    assertThat(state)
        .allSatisfy(
            event ->
                assertThat(Json.keys(event))
                    .contains("event_id", "type", "room_id", "user_id", "content", "state_key"));
    assertThat(Json.elements(room.stateEvents()).stream().map(Room::withoutAge))
        .containsExactlyInAnyOrderElementsOf(state);
  }

  @Test
  @Row({"S-SYNC-08", "S-SYNC-10"})
  void limitedNumberOfRecentMessagesOldestFirst() {
    Room room = anna.createRoom();
    String fourth = "";
    String fifth = "";
    for (int i = 0; i < 5; i++) {
      fourth = fifth;
      fifth = room.say("m" + i);
    }
    room.setState("m.room.name", "", Json.of("name", "state is not counted")).ok();
    JsonNode messages = entry(anna.initialSync(2), room).path("messages");
    assertThat(Json.texts(messages.path("chunk"), "event_id")).containsExactly(fourth, fifth);
    assertThat(messages.path("start").isTextual() && messages.path("end").isTextual()).isTrue();
    assertThat(entry(anna.initialSync(0), room).path("messages").path("chunk")).isEmpty();
    for (int i = 0; i < 8; i++) {
      room.say("more");
    }
    JsonNode byDefault = entry(anna.get("/initialSync").ok(), room);
    assertThat(byDefault.path("messages").path("chunk")).hasSize(10);
  }

  @Test
  @Row({"S-SYNC-11", "S-GET-07"})
  void roomInitialSync() {
    Room room = anna.publicRoom().with(bert);
    for (int i = 0; i < 4; i++) {
      room.say("m" + i);
    }
    JsonNode sync = anna.get(room.at("initialSync") + "?limit=3").ok();
    assertThat(sync.path("room_id").asText()).isEqualTo(room.id());
    assertThat(sync.path("membership").asText()).isEqualTo("join");
    assertThat(sync.path("presence").isArray()).isTrue();
    assertThat(
            Json.elements(sync.path("messages").path("chunk")).stream()
                .map(e -> e.path("content").path("body").asText()))
        .containsExactly("m1", "m2", "m3");
    assertThat(Json.texts(sync.path("state"), "event_id"))
        .containsExactlyInAnyOrderElementsOf(Json.texts(room.stateEvents(), "event_id"));
    LiveStream stream = new LiveStream(anna, sync.path("messages").path("end").asText());
    String next = room.say("next");
    assertThat(Json.texts(stream.until(next), "event_id")).containsExactly(next);
    Client stranger = Users.fresh("stranger");
    stranger.get(room.at("initialSync")).forbidden();
  }

  @Test
  void badLimitsAreRefused() {
    anna.get("/initialSync?limit=abc").badPagination();
    anna.get("/initialSync?limit=-1").badPagination();
  }

  private static JsonNode entry(JsonNode sync, Room room) {
    return Json.where(sync.path("rooms"), e -> e.path("room_id").asText().equals(room.id())).get(0);
  }
}
