package org.matrixee.web.legacy.client.event;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.Event;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.event.RenderedEvent;

class LegacyEventFormatTest {
  private static final long SENT = 1_000_000;
  private static final Event MESSAGE = event("m.room.message", null, "{\"body\":\"hé\",\"n\":1}");
  private static final Event NAME = event("m.room.name", "", "{\"name\":\"x\"}");

  private static JsonObject object(String json) {
    return Json.createReader(new StringReader(json)).readObject();
  }

  private static Event event(String type, String stateKey, String content) {
    return event(type, stateKey, null, null, null, content);
  }

  private static Event event(
      String type, String stateKey, String prevState, String redacts, Long level, String content) {
    return new Event(
        new EventId("id-" + type + "@x"),
        new RoomId("!r:x"),
        type,
        stateKey,
        new UserId("@al:x"),
        new ServerName("x"),
        SENT,
        7,
        List.of(),
        List.of(),
        prevState == null ? null : new EventId(prevState),
        redacts == null ? null : new EventId(redacts),
        level,
        object(content),
        JsonValue.EMPTY_JSON_OBJECT);
  }

  private static JsonObject shown(RenderedEvent rendered, long now) {
    JsonOutput out = new JsonOutput();
    rendered.writeTo(out, now);
    return Json.createReader(new ByteArrayInputStream(out.toBytes())).readObject();
  }

  @Test
  void messageHasTheEnvelopeOfBothDialects() {
    assertThat(shown(LegacyEventFormat.whole(MESSAGE, null, LevelsForm.OF_2014), SENT + 5))
        .isEqualTo(
            object(
                """
                {"event_id": "id-m.room.message@x", "type": "m.room.message", "room_id": "!r:x",
                 "user_id": "@al:x", "content": {"body": "hé", "n": 1}, "ts": 1000000,
                 "origin_server_ts": 1000000, "age": 5}
                """));
  }

  @Test
  void ageIsNeverNegative() {
    assertThat(
            shown(LegacyEventFormat.whole(MESSAGE, null, LevelsForm.OF_2014), SENT - 5)
                .getInt("age"))
        .isZero();
  }

  @Test
  void stateHasItsKeyLevelAndWhatItReplaced() {
    Event name = event("m.room.name", "", "old@x", null, 50L, "{\"name\":\"new\"}");

    JsonObject shown = shown(LegacyEventFormat.whole(name, NAME, LevelsForm.OF_2014), SENT);

    assertThat(shown.getString("state_key")).isEmpty();
    assertThat(shown.getInt("required_power_level")).isEqualTo(50);
    assertThat(shown.getString("prev_state")).isEqualTo("old@x");
    assertThat(shown.getJsonObject("prev_content")).isEqualTo(object("{\"name\":\"x\"}"));
  }

  @Test
  void firstStateHasNoPreviousContent() {
    assertThat(shown(LegacyEventFormat.whole(NAME, null, LevelsForm.OF_2014), SENT))
        .doesNotContainKeys("prev_content", "prev_state", "required_power_level");
  }

  @Test
  void memberHasItsMembershipAtTheTopToo() {
    Event member = event("m.room.member", "@bo:x", "{\"membership\":\"invite\"}");

    JsonObject shown = shown(LegacyEventFormat.whole(member, null, LevelsForm.OF_2014), SENT);

    assertThat(shown.getString("membership")).isEqualTo("invite");
    assertThat(shown.getJsonObject("content").getString("membership")).isEqualTo("invite");
  }

  @Test
  void redactionNamesItsTarget() {
    Event redaction = event("m.room.redaction", null, null, "gone@x", null, "{}");

    assertThat(
            shown(LegacyEventFormat.whole(redaction, null, LevelsForm.OF_2014), SENT)
                .getString("redacts"))
        .isEqualTo("gone@x");
  }

  @Test
  void redactedEventHasOnlyWhatARedactionKeeps() {
    Event stripped =
        event("m.room.member", "@bo:x", "old@x", null, 50L, "{\"membership\":\"join\"}");
    Event redaction = event("m.room.redaction", null, null, "id@x", null, "{\"reason\":\"spam\"}");

    JsonObject shown =
        shown(LegacyEventFormat.redacted(stripped, redaction, false, LevelsForm.OF_2014), SENT + 9);

    assertThat(shown)
        .containsOnlyKeys(
            "event_id",
            "type",
            "room_id",
            "user_id",
            "state_key",
            "prev_state",
            "content",
            "redacted_because");
    assertThat(shown.getJsonObject("redacted_because"))
        .isEqualTo(shown(LegacyEventFormat.whole(redaction, null, LevelsForm.OF_2014), SENT + 9));
  }

  @Test
  void redactedRedactionKeepsNoReasonAndNoTarget() {
    Event redaction = event("m.room.redaction", null, null, "id@x", null, "{}");

    JsonObject shown =
        shown(LegacyEventFormat.redacted(MESSAGE, redaction, true, LevelsForm.OF_2014), SENT);

    assertThat(shown.getJsonObject("redacted_because"))
        .containsOnlyKeys("event_id", "type", "room_id", "user_id", "content");
  }

  @Test
  void clientOf2015GetsItsKeysOfLevelsInAddition() {
    String sent = "{\"@al:x\":100,\"@bo:x\":-5,\"default\":7}";
    Event levels = event("m.room.power_levels", "", sent);
    assertThat(shown(LegacyEventFormat.whole(levels, null, LevelsForm.OF_2014), SENT))
        .containsEntry("content", object(sent));
    JsonObject both =
        object(
            "{\"@al:x\":100,\"@bo:x\":-5,\"default\":7,"
                + "\"users\":{\"@al:x\":100,\"@bo:x\":-5},\"users_default\":7}");
    JsonObject shown = shown(LegacyEventFormat.whole(levels, levels, LevelsForm.OF_2015), SENT);
    assertThat(shown).containsEntry("content", both).containsEntry("prev_content", both);
    Event bare = event("m.room.power_levels", "", "{}");
    assertThat(shown(LegacyEventFormat.whole(bare, null, LevelsForm.OF_2015), SENT))
        .containsEntry("content", object("{\"users\":{},\"users_default\":0}"));
    Event message = event("m.room.power_levels", null, sent);
    assertThat(shown(LegacyEventFormat.whole(message, null, LevelsForm.OF_2015), SENT))
        .containsEntry("content", object(sent));
  }

  @Test
  void eventOfAServerWhoseClockIsWrongIsAsOldAsThatServerHasTold() {
    Event told =
        new Event(
            MESSAGE.id(),
            MESSAGE.room(),
            MESSAGE.type(),
            null,
            MESSAGE.sender(),
            MESSAGE.origin(),
            SENT + 3_600_000,
            7,
            List.of(),
            List.of(),
            null,
            null,
            null,
            MESSAGE.content(),
            object("{\"unsigned\":{\"age_ts\":" + SENT + "}}"));
    JsonObject shown = shown(LegacyEventFormat.whole(told, null, LevelsForm.OF_2014), SENT + 5);
    assertThat(shown.getInt("age")).isEqualTo(5);
    assertThat(shown.getInt("ts")).isEqualTo((int) (SENT + 3_600_000));
  }
}
