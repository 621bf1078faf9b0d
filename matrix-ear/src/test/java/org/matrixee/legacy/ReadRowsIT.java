package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Users;

/** Rows S-GET, and the table of who may read what. */
@Execution(ExecutionMode.CONCURRENT)
class ReadRowsIT {
  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");

  @Test
  @Row("S-GET-01")
  void stateGivesBackExactlyTheContent() {
    Room room = anna.createRoom();
    JsonNode content =
        Json.parse(
            "{\"b\":1,\"a\":{\"z\":[1,2,{\"y\":null}],\"t\":true},\"\u00FC\":\"\uD83D\uDE80\","
                + "\"max\":9007199254740991,\"min\":-9007199254740991,\"empty\":{}}");
    room.setState("com.example.x", "k", content).ok();
    assertThat(room.state("com.example.x", "k").ok()).isEqualTo(content);
    room.setState("m.room.name", "", Json.of("name", "N", "extra", 1)).ok();
    assertThat(room.state("m.room.name", "").ok()).isEqualTo(Json.of("name", "N", "extra", 1));
  }

  @Test
  @Row("S-GET-02")
  void stateListIsAnArrayOfFullEvents() {
    Room room = anna.createRoom("name", "N");
    JsonNode state = room.stateEvents();
    assertThat(state.isArray()).isTrue();
    assertThat(Json.elements(state))
        .allSatisfy(
            event ->
                assertThat(Json.keys(event))
                    .contains("event_id", "type", "room_id", "user_id", "content", "state_key"));
    JsonNode name = room.stateEvent("m.room.name", "");
    assertThat(name.path("content")).isEqualTo(Json.of("name", "N"));
    assertThat(name.path("required_power_level").asInt()).isEqualTo(50);
  }

  @Test
  @Row("S-GET-03")
  void membersListsEveryMembership() {
    Client invited = Users.fresh("invited");
    Client left = Users.fresh("left");
    Client banned = Users.fresh("banned");
    Room room = anna.publicRoom().with(bert, left, banned);
    room.as(left).leave().ok();
    room.ban(banned).ok();
    room.invite(invited.userId()).ok();
    JsonNode members = room.members().ok();
    assertThat(members.path("start").isTextual() && members.path("end").isTextual()).isTrue();
    assertThat(
            Json.elements(members.path("chunk")).stream()
                .map(
                    e ->
                        e.path("state_key").asText()
                            + " "
                            + e.path("content").path("membership").asText()))
        .containsExactlyInAnyOrder(
            anna.userId() + " join",
            bert.userId() + " join",
            left.userId() + " leave",
            banned.userId() + " ban",
            invited.userId() + " invite");
  }

  @Test
  @Row("S-GET-04")
  void messagesHaveEveryEventOfTheRoom() {
    Room room = anna.publicRoom().with(bert);
    room.say("hello");
    room.setState("m.room.name", "", Json.of("name", "N")).ok();
    assertThat(Json.texts(room.messages("").ok().path("chunk"), "type"))
        .startsWith("m.room.name", "m.room.message", "m.room.member")
        .hasSize(10);
  }

  @Test
  @Row({"S-GET-05", "S-GET-06"})
  void tokensOfInitialSyncPageBackwards() {
    Room room = anna.createRoom();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      sent.add(room.say("m" + i));
    }
    JsonNode messages = anna.get(room.at("initialSync") + "?limit=2").ok().path("messages");
    String start = Client.encode(messages.path("start").asText());
    JsonNode older = room.messages("dir=b&limit=2&from=" + start).ok();
    assertThat(Json.texts(older.path("chunk"), "event_id"))
        .containsExactly(sent.get(3), sent.get(2));
    assertThat(older.path("start").asText()).isEqualTo(messages.path("start").asText());
    String stop = Client.encode(older.path("end").asText());
    JsonNode bounded = room.messages("dir=b&limit=100&from=" + start + "&to=" + stop).ok();
    assertThat(Json.texts(bounded.path("chunk"), "event_id"))
        .containsExactly(sent.get(3), sent.get(2));
    JsonNode next = room.messages("dir=b&limit=2&from=" + stop).ok();
    assertThat(Json.texts(next.path("chunk"), "event_id"))
        .containsExactly(sent.get(1), sent.get(0));
  }

  @Test
  @Row("S-GET-06")
  void directionsAreMirrorImages() {
    Room room = anna.createRoom();
    for (int i = 0; i < 4; i++) {
      room.say("m" + i);
    }
    List<String> forwards = new ArrayList<>();
    List<String> backwards = Json.texts(room.history(), "event_id");
    JsonNode oldest = room.messages("dir=b&limit=1000").ok();
    String from = oldest.path("end").asText();
    while (forwards.size() < backwards.size()) {
      JsonNode page = room.messages("dir=f&limit=5&from=" + Client.encode(from)).ok();
      assertThat(page.path("chunk")).isNotEmpty();
      forwards.addAll(Json.texts(page.path("chunk"), "event_id"));
      from = page.path("end").asText();
    }
    assertThat(forwards).isEqualTo(backwards);
    Collections.reverse(backwards);
    assertThat(Json.texts(room.messages("limit=1000").ok().path("chunk"), "event_id"))
        .isEqualTo(backwards);
  }

  @Test
  void exhaustedHistoryAnswersAnEmptyChunk() {
    Room room = anna.createRoom();
    String end = room.messages("dir=b&limit=1000").ok().path("end").asText();
    JsonNode nothing = room.messages("dir=b&from=" + Client.encode(end)).ok();
    assertThat(nothing.path("chunk")).isEmpty();
    assertThat(nothing.path("end").asText()).isEqualTo(end);
    assertThat(room.messages("dir=b&limit=0").ok().path("chunk")).isEmpty();
  }

  @Test
  void historyBeforeJoiningIsReadableOnceJoined() {
    Room room = anna.publicRoom();
    String before = room.say("before bert came");
    room.as(bert).messages("").forbidden();
    bert.get("/events/" + before).forbidden();
    room.with(bert);
    assertThat(Json.texts(room.as(bert).history(), "event_id")).contains(before);
    assertThat(room.as(bert).event(before).path("event_id").asText()).isEqualTo(before);
  }
}
