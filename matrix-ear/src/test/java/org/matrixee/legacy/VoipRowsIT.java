package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Rows S-VOIP: calls of two users, with two clients that follow the rules of the text. */
@Execution(ExecutionMode.CONCURRENT)
class VoipRowsIT {
  private static final String SDP =
      String.join(
          "\r\n",
          "v=0",
          "o=- 6584580628695956864 2 IN IP4 127.0.0.1",
          "s=-",
          "t=0 0",
          "a=msid-semantic: WMS",
          "");

  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");
  private final Room room = anna.createRoom().withInvited(bert);

  private static ObjectNode call(String callId, Object... more) {
    ObjectNode content = Json.of("call_id", callId, "version", 0);
    content.setAll(Json.of(more));
    return content;
  }

  private static ObjectNode invite(String callId) {
    return call(
        callId, "lifetime", 30000, "offer", Json.of("type", "offer", "sdp", SDP + callId + "\r\n"));
  }

  private static ObjectNode candidates(String callId) {
    JsonNode one =
        Json.of(
            "sdpMid",
            "audio",
            "sdpMLineIndex",
            0,
            "candidate",
            "candidate:863018703 1 udp 2122260223 10.9.64.156 43670 typ host generation 0");
    JsonNode two = Json.of("sdpMid", "video", "sdpMLineIndex", 1, "candidate", "candidate:2");
    return call(callId, "candidates", Json.list(one, two));
  }

  private static ObjectNode answer(String callId) {
    return call(callId, "answer", Json.of("type", "answer", "sdp", SDP));
  }

  private String send(Client by, String type, JsonNode content) {
    return room.as(by).send(type, content).ok().path("event_id").asText();
  }

  @Test
  @Row({
    "S-VOIP-01",
    "S-VOIP-03",
    "S-VOIP-04",
    "S-VOIP-06",
    "S-VOIP-07",
    "S-VOIP-08",
    "S-VOIP-09",
    "S-VOIP-10",
    "S-VOIP-11"
  })
  void wholeCallReachesBothInItsOrderUnchanged() {
    LiveStream toBert = bert.stream();
    LiveStream toAnna = anna.stream();
    send(anna, "m.call.invite", invite("c1"));
    JsonNode heard = toBert.until(e -> e.path("type").asText().equals("m.call.invite")).get(0);
    assertThat(heard.path("content")).isEqualTo(invite("c1"));
    assertThat(heard.path("content").path("version").isInt()).isTrue();
    assertThat(heard.path("user_id").asText()).isEqualTo(anna.userId());
    send(anna, "m.call.candidates", candidates("c1"));
    send(bert, "m.call.answer", answer("c1"));
    send(bert, "m.call.candidates", candidates("c1"));
    String end = send(bert, "m.call.hangup", call("c1"));
    List<JsonNode> seen = toAnna.until(end);
    assertThat(Json.texts(seen, "type"))
        .containsExactly(
            "m.call.invite",
            "m.call.candidates",
            "m.call.answer",
            "m.call.candidates",
            "m.call.hangup");
    assertThat(seen.get(1).path("content")).isEqualTo(candidates("c1"));
    assertThat(seen.get(2).path("content")).isEqualTo(answer("c1"));
    assertThat(seen.get(4).path("content")).isEqualTo(call("c1"));
    send(anna, "m.call.hangup", call("c1"));
    assertThat(Json.texts(toBert.untilNow(), "type"))
        .containsExactly(
            "m.call.candidates",
            "m.call.answer",
            "m.call.candidates",
            "m.call.hangup",
            "m.call.hangup");
  }

  @Test
  @Row("S-VOIP-12")
  void rejectionIsAHangupInsteadOfAnAnswer() {
    LiveStream toAnna = anna.stream();
    send(anna, "m.call.invite", invite("c2"));
    send(bert, "m.call.hangup", call("c2"));
    List<JsonNode> seen = toAnna.untilNow();
    assertThat(Json.texts(seen, "type")).containsExactly("m.call.invite", "m.call.hangup");
    assertThat(seen.get(1).path("content").path("call_id").asText()).isEqualTo("c2");
  }

  @Test
  @Row("S-VOIP-02")
  void serverDeliversCallsInRoomsOfAnySize() {
    Client carl = Users.fresh("carl");
    room.withInvited(carl);
    LiveStream toCarl = carl.stream();
    toCarl.until(send(anna, "m.call.invite", invite("c3")));
  }

  @Test
  @Row("S-VOIP-05")
  void ageTellsOnEveryPathWhetherAnInviteIsOver() throws InterruptedException {
    LiveStream toBert = bert.stream();
    long before = System.nanoTime();
    String id = send(anna, "m.call.invite", call("c4", "lifetime", 1000));
    long sent = System.nanoTime();
    Thread.sleep(1200); // time itself is what is tested
    long least = (System.nanoTime() - sent) / 1_000_000 - 100;
    JsonNode history = room.as(bert).messages("dir=b&limit=1").ok().path("chunk").path(0);
    JsonNode sync = bert.syncEntry(room.id()).path("messages").path("chunk");
    JsonNode single = room.as(bert).event(id);
    JsonNode live = toBert.until(id).get(0);
    long most = (System.nanoTime() - before) / 1_000_000 + 100;
    for (JsonNode event : List.of(history, sync.path(sync.size() - 1), single, live)) {
      assertThat(event.path("event_id").asText()).isEqualTo(id);
      assertThat(event.path("age").asLong()).isBetween(least, most);
      assertThat(event.path("age").asLong())
          .isGreaterThan(event.path("content").path("lifetime").asLong());
    }
  }

  /** A client's side of the glare rules: which of two calls it goes on with. */
  private static String survivor(List<JsonNode> events) {
    return Json.where(events, e -> e.path("type").asText().equals("m.call.invite")).stream()
        .map(e -> e.path("content").path("call_id").asText())
        .min(String::compareTo)
        .orElseThrow();
  }

  @Test
  @Row({"S-VOIP-13", "S-VOIP-15"})
  void bothClientsSettleOnTheLesserOfTwoCallsAtOnce() {
    LiveStream toAnna = anna.stream();
    LiveStream toBert = bert.stream();
    send(anna, "m.call.invite", invite("b-9"));
    send(bert, "m.call.invite", invite("b-10"));
    List<JsonNode> byAnna = toAnna.untilNow();
    List<JsonNode> byBert = toBert.untilNow();
    assertThat(Json.texts(byAnna, "event_id")).isEqualTo(Json.texts(byBert, "event_id")).hasSize(2);
    assertThat(Json.texts(byAnna, "room_id")).containsOnly(room.id());
    assertThat(survivor(byAnna)).isEqualTo(survivor(byBert)).isEqualTo("b-10");
    // Anna's call gives way: she answers Bert's.
    send(anna, "m.call.hangup", call("b-9"));
    send(anna, "m.call.answer", answer(survivor(byAnna)));
    List<JsonNode> rest = toBert.untilNow();
    assertThat(Json.texts(rest, "type")).containsExactly("m.call.hangup", "m.call.answer");
    assertThat(rest.get(1).path("content").path("call_id").asText()).isEqualTo("b-10");
  }

  @Test
  @Row("S-VOIP-14")
  void clientThatOnlyPreparesACallAcceptsTheOneThatComes() {
    LiveStream toBert = bert.stream();
    String prepared = "a-0";
    send(anna, "m.call.invite", invite("z-1"));
    List<JsonNode> seen = toBert.untilNow();
    assertThat(survivor(seen)).isEqualTo("z-1").isGreaterThan(prepared);
    LiveStream toAnna = anna.stream();
    send(bert, "m.call.answer", answer("z-1"));
    List<JsonNode> answered = toAnna.untilNow();
    assertThat(Json.texts(answered, "type")).containsExactly("m.call.answer");
    assertThat(answered.get(0).path("content").path("call_id").asText()).isEqualTo("z-1");
  }

  @Test
  void withoutTurnServersTheAnswerIsEmpty() {
    assertThat(anna.get("/voip/turnServer").ok()).isEqualTo(Json.of());
    Users.nobody().get("/voip/turnServer").forbidden();
  }
}
