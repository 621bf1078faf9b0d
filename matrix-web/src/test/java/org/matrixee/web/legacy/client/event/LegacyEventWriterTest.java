package org.matrixee.web.legacy.client.event;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.web.common.JsonOutput;

class LegacyEventWriterTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1500), ZoneOffset.UTC);
  private static final JsonText WHOLE = pdu("a", "m.room.message", "{\"body\":\"secret\"}");
  private static final JsonText STRIPPED = pdu("a", "m.room.message", "{}");
  private static final JsonText REDACTION = pdu("b", "m.room.redaction", "{\"reason\":\"why\"}");

  private final LegacyEventWriter writer = new LegacyEventWriter(CLOCK);

  private static JsonText pdu(String id, String type, String content) {
    return JsonText.of(
        """
        {"pdu_id": "%s", "origin": "x", "context": "!r:x", "pdu_type": "%s", "ts": 1000,
         "origin_server_ts": 1000, "user_id": "@al:x", "prev_pdus": [], "depth": 1,
         "is_state": false, "content": %s, "hashes": {}, "signatures": {}}
        """
            .formatted(id, type, content));
  }

  private static StoredEvent stored(JsonText json, StoredEvent.Related redactedBy) {
    return new StoredEvent(
        1,
        1,
        new RoomId("!r:x"),
        RoomVersion.V2014,
        new EventId("a@x"),
        "m.room.message",
        null,
        new UserId("@al:x"),
        1000,
        1,
        1,
        EventStatus.ACCEPTED,
        null,
        json,
        null,
        redactedBy);
  }

  private JsonObject shown(StoredEvent event) {
    byte[] text = writer.one(event, new JsonOutput()).toBytes();
    return Json.createReader(new ByteArrayInputStream(text)).readObject();
  }

  @Test
  void tellsTheAgeByTheClock() {
    assertThat(shown(stored(WHOLE, null)).getInt("age")).isEqualTo(500);
  }

  @Test
  void forgetsTheContentWhenTheEventIsRedacted() {
    StoredEvent.Related redaction = new StoredEvent.Related(2, REDACTION, false);

    assertThat(shown(stored(WHOLE, null)).toString()).contains("secret");
    assertThat(shown(stored(STRIPPED, redaction)).toString())
        .doesNotContain("secret")
        .contains("why");
  }

  @Test
  void forgetsTheReasonWhenTheRedactionIsRedacted() {
    StoredEvent.Related redaction = new StoredEvent.Related(2, REDACTION, false);
    StoredEvent.Related gone = new StoredEvent.Related(2, pdu("b", "m.room.redaction", "{}"), true);

    assertThat(shown(stored(STRIPPED, redaction)).toString()).contains("why");
    assertThat(shown(stored(STRIPPED, gone)).toString()).doesNotContain("why");
  }

  @Test
  void writesArrays() {
    StoredEvent event = stored(WHOLE, null);
    String one = new String(writer.one(event, new JsonOutput()).toBytes(), StandardCharsets.UTF_8);
    String two =
        new String(
            writer.array(List.of(event, event), new JsonOutput()).toBytes(),
            StandardCharsets.UTF_8);

    assertThat(two).isEqualTo("[" + one + "," + one + "]");
    assertThat(writer.array(List.of(), new JsonOutput()).toBytes())
        .isEqualTo(new byte[] {'[', ']'});
  }
}
