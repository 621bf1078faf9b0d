package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.AtOnce;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Users;

/** Rows S-API-22 to S-API-30: PUT with a transaction id. */
@Execution(ExecutionMode.CONCURRENT)
class IdempotencyRowsIT {
  private static final String MESSAGE = "m.room.message";

  private static JsonNode text(String body) {
    return Json.of("msgtype", "m.text", "body", body);
  }

  private static String eventId(Reply reply) {
    return reply.ok().path("event_id").asText();
  }

  private static List<JsonNode> messages(Room room) {
    return Json.where(room.history(), e -> e.path("type").asText().equals(MESSAGE));
  }

  @Test
  @Row("S-API-22")
  void postIsNotIdempotent() {
    Room room = Users.fresh("anna").createRoom();
    assertThat(room.say("same")).isNotEqualTo(room.say("same"));
    assertThat(messages(room)).hasSize(2);
  }

  @Test
  @Row("S-API-23")
  void putWithTransactionIdIsIdempotent() {
    Room room = Users.fresh("anna").createRoom();
    String first = eventId(room.send(MESSAGE, "t1", text("once")));
    assertThat(eventId(room.send(MESSAGE, "t1", text("once")))).isEqualTo(first);
    assertThat(messages(room)).hasSize(1);
  }

  @Test
  @Row("S-API-23")
  void simultaneousRetransmitsMakeOneEvent() {
    Room room = Users.fresh("anna").createRoom();
    List<CompletableFuture<String>> answers =
        IntStream.range(0, 8)
            .mapToObj(i -> AtOnce.start(() -> eventId(room.send(MESSAGE, "same", text("once")))))
            .toList();
    assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(messages(room)).hasSize(1);
  }

  @Test
  @Row("S-API-24")
  void transactionIdIsScopedToTheToken() {
    Room room = Users.fresh("anna").createRoom();
    Room otherSession = room.as(room.client().anotherSession());
    String first = eventId(room.send(MESSAGE, "t1", text("x")));
    assertThat(eventId(otherSession.send(MESSAGE, "t1", text("x")))).isNotEqualTo(first);
    assertThat(messages(room)).hasSize(2);
  }

  @Test
  @Row({"S-API-24", "S-API-25"})
  void sameIdOnAnotherPathIsAnotherRequest() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    Room other = anna.createRoom();
    String first = eventId(room.send(MESSAGE, "t1", text("x")));
    assertThat(eventId(other.send(MESSAGE, "t1", text("x")))).isNotEqualTo(first);
    assertThat(eventId(room.send("com.example.x", "t1", text("x")))).isNotEqualTo(first);
    assertThat(messages(room)).hasSize(1);
    assertThat(messages(other)).hasSize(1);
  }

  @Test
  @Row("S-API-25")
  void newTransactionIdIsANewRequest() {
    Room room = Users.fresh("anna").createRoom();
    String first = eventId(room.send(MESSAGE, "t1", text("x")));
    assertThat(eventId(room.send(MESSAGE, "t2", text("x")))).isNotEqualTo(first);
    assertThat(eventId(room.send(MESSAGE, "t1", text("x")))).isEqualTo(first);
    assertThat(messages(room)).hasSize(2);
  }

  @Test
  @Row("S-API-26")
  void retransmitWithAnotherBodyGetsTheOriginalResult() {
    Room room = Users.fresh("anna").createRoom();
    String first = eventId(room.send(MESSAGE, "t1", text("X")));
    assertThat(eventId(room.send(MESSAGE, "t1", text("Y")))).isEqualTo(first);
    assertThat(messages(room)).hasSize(1);
    assertThat(room.event(first).path("content")).isEqualTo(text("X"));
  }

  @Test
  @Row("S-API-27")
  void createRoomIsIdempotent() {
    Client anna = Users.fresh("anna");
    String name = Users.name("once");
    JsonNode body = Json.of("room_alias_name", name);
    JsonNode first = anna.put("/createRoom/t1", body).ok();
    assertThat(anna.put("/createRoom/t1", body).ok()).isEqualTo(first);
    assertThat(anna.initialSync(0).path("rooms")).hasSize(1);
  }

  @Test
  @Row("S-API-27")
  void membershipCallsAreIdempotent() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    Room room = anna.createRoom();
    JsonNode target = Json.of("user_id", bert.userId());
    twice(room, anna, room.at("invite", "t1"), target);
    twice(room, bert, path("join", room.id(), "t1"), Json.of());
    twice(room, bert, room.at("leave", "t1"), Json.of());
    anna.put(room.at("invite", "t2"), target).ok();
    twice(room, bert, room.at("join", "t1"), Json.of());
    twice(room, anna, room.at("kick", "t1"), target);
    twice(room, anna, room.at("ban", "t1"), target);
  }

  private static void twice(Room room, Client caller, String where, JsonNode body) {
    JsonNode first = caller.put(where, body).ok();
    room.ignores(
        () -> {
          Reply again = caller.put(where, body);
          assertThat(again.ok()).isEqualTo(first);
          return again;
        });
  }

  @Test
  @Row("S-API-27")
  void redactionIsIdempotent() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    String target = room.say("secret");
    String where = room.at("redact", target, "t1");
    String first = eventId(anna.put(where, Json.of("reason", "one")));
    int size = room.history().size();
    assertThat(eventId(anna.put(where, Json.of("reason", "two")))).isEqualTo(first);
    assertThat(room.history()).hasSize(size);
  }

  @Test
  void retryAfterARefusalIsEvaluatedAfresh() {
    Client bert = Users.fresh("bert");
    Room room = Users.fresh("anna").createRoom();
    String where = room.at("join", "t1");
    room.forbids(() -> bert.put(where, Json.of()));
    room.invite(bert.userId()).ok();
    bert.put(where, Json.of()).ok();
    assertThat(room.membership(bert)).isEqualTo("join");
  }

  @Test
  @Row("S-API-28")
  void postWithTransactionIdIsInvalid() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    Client bert = Users.fresh("bert");
    List<JsonNode> before = room.snapshot();
    anna.post(room.at("send", MESSAGE, "11"), text("x")).refused();
    anna.post(room.at("invite", "11"), Json.of("user_id", bert.userId())).refused();
    anna.post(room.at("leave", "11"), Json.of()).refused();
    anna.post("/createRoom/11", Json.of()).refused();
    anna.post(path("join", room.id(), "11"), Json.of()).refused();
    assertThat(room.snapshot()).isEqualTo(before);
    assertThat(anna.initialSync(0).path("rooms")).hasSize(1);
  }

  @Test
  @Row("S-API-29")
  void putWithoutTransactionIdIsInvalid() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    Client bert = Users.fresh("bert");
    List<JsonNode> before = room.snapshot();
    anna.put(room.at("send", MESSAGE), text("x")).refused();
    anna.put(room.at("invite"), Json.of("user_id", bert.userId())).refused();
    anna.put(room.at("leave"), Json.of()).refused();
    anna.put("/createRoom", Json.of()).refused();
    anna.put(path("join", room.id()), Json.of()).refused();
    assertThat(room.snapshot()).isEqualTo(before);
    assertThat(anna.initialSync(0).path("rooms")).hasSize(1);
  }

  @Test
  @Row("S-API-30")
  void integersAndRandomStringsAreTransactionIds() {
    Room room = Users.fresh("anna").createRoom();
    List<String> ids =
        List.of("1", "2", "3", "m1414141414141", "a/b", "\u00E4 \uD83D\uDE00", "x".repeat(60));
    for (String id : ids) {
      String event = eventId(room.send(MESSAGE, id, text(id)));
      assertThat(eventId(room.send(MESSAGE, id, text(id)))).isEqualTo(event);
    }
    assertThat(messages(room)).hasSize(ids.size());
  }
}
