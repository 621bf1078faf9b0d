package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
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
import org.matrixee.e2e.Users;

/** Rows S-RED-01 to S-RED-09 and S-RED-18: redacting events. */
@Execution(ExecutionMode.CONCURRENT)
class RedactionRowsIT {
  private static final String SECRET = "the secret text";

  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");
  private final Room room = anna.publicRoom().with(bert);

  private JsonNode inHistory(String eventId) {
    return Json.where(room.history(), e -> e.path("event_id").asText().equals(eventId)).get(0);
  }

  private static String eventId(Reply reply) {
    return reply.ok().path("event_id").asText();
  }

  @Test
  @Row({"S-RED-01", "S-RED-03", "S-RED-04", "S-RED-08"})
  void redactedMessageKeepsOnlyTheProtocolsKeys() {
    String target = room.as(bert).say(SECRET);
    String redaction = eventId(room.redact(target, "reason", "off topic"));
    JsonNode event = room.event(target);
    assertThat(event.path("content")).isEqualTo(Json.of());
    assertThat(Json.keys(event))
        .containsExactlyInAnyOrder(
            "event_id", "type", "room_id", "user_id", "content", "redacted_because");
    assertThat(event.path("user_id").asText()).isEqualTo(bert.userId());
    JsonNode because = event.path("redacted_because");
    assertThat(because.path("event_id").asText()).isEqualTo(redaction);
    assertThat(because.path("user_id").asText()).isEqualTo(anna.userId());
    assertThat(because.path("type").asText()).isEqualTo("m.room.redaction");
    assertThat(because.path("redacts").asText()).isEqualTo(target);
    assertThat(because.path("content").path("reason").asText()).isEqualTo("off topic");
  }

  @Test
  @Row("S-RED-02")
  void everyReadPathGivesTheStrippedEvent() {
    String from = bert.stream().position();
    String message = room.as(bert).say(SECRET);
    room.setState("com.example.x", "", Json.of("text", SECRET)).ok();
    String state = room.stateEvent("com.example.x", "").path("event_id").asText();
    room.redact(message).ok();
    String last = eventId(room.redact(state));
    List<JsonNode> reads = new ArrayList<>();
    reads.add(room.event(message));
    reads.add(room.event(state));
    reads.add(room.messages("dir=b&limit=100").ok());
    reads.add(room.messages("dir=f&limit=100").ok());
    reads.add(room.stateEvents());
    reads.add(room.state("com.example.x", "").ok());
    reads.add(anna.initialSync(20));
    reads.add(anna.get(room.at("initialSync")).ok());
    reads.addAll(new LiveStream(bert, from).until(last));
    assertThat(reads).allSatisfy(read -> assertThat(read.toString()).doesNotContain(SECRET));
    assertThat(room.state("com.example.x", "").ok()).isEqualTo(Json.of());
    assertThat(inHistory(message).has("redacted_because")).isTrue();
    assertThat(inHistory(state).has("redacted_because")).isTrue();
  }

  @Test
  @Row("S-RED-05")
  void redactionCannotBeUndone() {
    String target = eventId(room.send("m.room.message", "t1", text(SECRET)));
    String redaction = eventId(room.redact(target, "reason", SECRET));
    room.redact(redaction).ok();
    assertThat(eventId(room.send("m.room.message", "t1", text(SECRET)))).isEqualTo(target);
    assertThat(room.event(target).path("content")).isEqualTo(Json.of());
    JsonNode redacted = room.event(redaction);
    assertThat(redacted.path("content")).isEqualTo(Json.of());
    assertThat(redacted.has("redacts")).isFalse();
    assertThat(room.event(target).toString()).doesNotContain(SECRET);
  }

  private static JsonNode text(String body) {
    return Json.of("msgtype", "m.text", "body", body);
  }

  @Test
  @Row("S-RED-06")
  void redactionNeedsTheLevel() {
    Client carl = Users.fresh("carl");
    room.with(carl);
    String own = room.as(bert).say("my own");
    room.setLevels(bert, 49).ok();
    room.forbids(() -> room.as(bert).redact(own));
    room.forbids(() -> room.as(carl).redact(own));
    room.forbids(() -> room.as(Users.fresh("stranger")).redact(own));
    room.setLevels(bert, 50).ok();
    room.as(bert).redact(own).ok();
  }

  @Test
  void unknownTargetAndTargetOfAnotherRoomAreNotFound() {
    Room other = anna.createRoom();
    String elsewhere = other.say("elsewhere");
    room.refuses(404, "M_NOT_FOUND", () -> room.redact("unknown-event"));
    room.refuses(404, "M_NOT_FOUND", () -> room.redact(elsewhere));
    assertThat(other.event(elsewhere).has("redacted_because")).isFalse();
  }

  @Test
  void secondRedactionIsAcceptedAndTheFirstStays() {
    String target = room.say(SECRET);
    String first = eventId(room.redact(target));
    String second = eventId(room.redact(target));
    assertThat(second).isNotEqualTo(first);
    assertThat(room.event(target).path("redacted_because").path("event_id").asText())
        .isEqualTo(first);
  }

  @Test
  @Row("S-RED-09")
  void contentOfOtherTypesIsEmptied() {
    room.setState("com.example.x", "key", Json.of("text", SECRET, "level", 1)).ok();
    JsonNode before = room.stateEvent("com.example.x", "key");
    room.redact(before.path("event_id").asText()).ok();
    JsonNode after = room.stateEvent("com.example.x", "key");
    assertThat(after.path("content")).isEqualTo(Json.of());
    assertThat(after.path("state_key").asText()).isEqualTo("key");
    assertThat(after.path("event_id")).isEqualTo(before.path("event_id"));
  }

  @Test
  void previousContentIsStrippedToo() {
    room.setState("com.example.x", "", Json.of("text", SECRET)).ok();
    String first = room.stateEvent("com.example.x", "").path("event_id").asText();
    room.setState("com.example.x", "", Json.of("text", "second")).ok();
    room.redact(first).ok();
    JsonNode second = room.stateEvent("com.example.x", "");
    assertThat(second.path("prev_content").toString()).doesNotContain(SECRET);
    assertThat(second.path("content")).isEqualTo(Json.of("text", "second"));
  }

  @Test
  void nameInThePublicListFollowsTheRedaction() {
    room.setState("m.room.name", "", Json.of("name", SECRET)).ok();
    room.setState("m.room.topic", "", Json.of("topic", SECRET)).ok();
    assertThat(publicEntry().toString()).contains(SECRET);
    room.redact(room.stateEvent("m.room.name", "").path("event_id").asText()).ok();
    room.redact(room.stateEvent("m.room.topic", "").path("event_id").asText()).ok();
    assertThat(publicEntry().toString()).doesNotContain(SECRET);
    room.forbids(() -> room.as(bert).setState("m.room.name", "", Json.of("name", "mine")));
  }

  private JsonNode publicEntry() {
    return Json.where(
            Users.nobody().get("/publicRooms").ok().path("chunk"),
            e -> e.path("room_id").asText().equals(room.id()))
        .get(0);
  }

  @Test
  @Row({"S-RED-18", "S-TYPE-25"})
  void streamDeliversTheRedactionWithItsTarget() {
    LiveStream stream = bert.stream();
    String target = room.say(SECRET);
    String redaction = eventId(room.redact(target, "reason", "why"));
    JsonNode event =
        Json.where(stream.until(redaction), e -> e.path("event_id").asText().equals(redaction))
            .get(0);
    assertThat(event.path("type").asText()).isEqualTo("m.room.redaction");
    assertThat(event.path("redacts").asText()).isEqualTo(target);
    assertThat(event.path("content")).isEqualTo(Json.of("reason", "why"));
    assertThat(event.has("state_key")).isFalse();
  }

  @Test
  void sendingARedactionEqualsTheCall() {
    String target = room.say(SECRET);
    room.findsBad(() -> room.send("m.room.redaction", Json.of("reason", "no target")));
    room.forbids(() -> room.as(bert).send("m.room.redaction", Json.of("redacts", target)));
    String redaction =
        eventId(room.send("m.room.redaction", Json.of("redacts", target, "reason", "sent")));
    assertThat(room.event(target).path("redacted_because").path("event_id").asText())
        .isEqualTo(redaction);
  }

  @Test
  void redactNeedsAToken() {
    String target = room.say("stays");
    Users.nobody().post(path("rooms", room.id(), "redact", target), Json.of()).forbidden();
    assertThat(room.event(target).path("content").path("body").asText()).isEqualTo("stays");
  }
}
