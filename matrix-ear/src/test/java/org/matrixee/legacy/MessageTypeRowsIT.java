package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Users;

/** Rows S-MSG and S-S15: message types, and what the texts of 2015 add. */
@Execution(ExecutionMode.CONCURRENT)
class MessageTypeRowsIT {
  private static final String URL = "http://example.org/media/1";
  private static final JsonNode IMAGE_INFO =
      Json.of("size", 37602, "w", 640, "h", 480, "mimetype", "image/jpeg");

  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");
  private final Room room = anna.publicRoom().with(bert);

  /** Sends a content and asserts that it reaches the other member and the history unchanged. */
  private void roundTrip(JsonNode content) {
    LiveStream stream = bert.stream();
    String eventId = room.send("m.room.message", content).ok().path("event_id").asText();
    assertThat(stream.until(eventId).get(0).path("content")).isEqualTo(content);
    assertThat(room.event(eventId).path("content")).isEqualTo(content);
  }

  @Test
  @Row({"S-MSG-02", "S-MSG-03"})
  void textAndEmote() {
    roundTrip(Json.of("msgtype", "m.text", "body", "I am a fish"));
    roundTrip(Json.of("msgtype", "m.emote", "body", "thinks this is great"));
  }

  @Test
  @Row("S-MSG-04")
  void image() {
    roundTrip(Json.of("msgtype", "m.image", "url", URL));
    roundTrip(
        Json.of(
            "msgtype",
            "m.image",
            "url",
            URL,
            "info",
            IMAGE_INFO,
            "thumbnail_url",
            URL + "/t",
            "thumbnail_info",
            IMAGE_INFO,
            "body",
            "photo.jpg"));
  }

  @Test
  @Row({"S-MSG-05", "S-MSG-06"})
  void audioAndVideo() {
    JsonNode audio = Json.of("mimetype", "audio/ogg", "size", 1563685, "duration", 2140786);
    roundTrip(Json.of("msgtype", "m.audio", "url", URL, "info", audio, "body", "song"));
    JsonNode video =
        Json.of(
            "mimetype",
            "video/mp4",
            "size",
            1563685,
            "duration",
            2140786,
            "w",
            320,
            "h",
            240,
            "thumbnail_url",
            URL,
            "thumbnail_info",
            IMAGE_INFO);
    roundTrip(Json.of("msgtype", "m.video", "url", URL, "info", video, "body", "film"));
  }

  @Test
  @Row("S-MSG-07")
  void location() {
    roundTrip(
        Json.of(
            "msgtype",
            "m.location",
            "geo_uri",
            "geo:37.786971,-122.399677",
            "thumbnail_url",
            URL,
            "thumbnail_info",
            IMAGE_INFO,
            "body",
            "here"));
  }

  @Test
  @Row("S-MSG-08")
  void senderTimestampIsNotChanged() {
    roundTrip(Json.of("msgtype", "m.text", "body", "x", "sender_ts", 1412589000123L));
  }

  @Test
  @Row("S-MSG-09")
  void unknownMessageTypesPass() {
    roundTrip(Json.of("msgtype", "com.example.foo", "anything", Json.list(1, "two", true)));
  }

  @Test
  @Row("S-SEC-04")
  void opaqueContentPasses() {
    LiveStream stream = bert.stream();
    JsonNode sealed =
        Json.of(
            "algorithm",
            "com.example.cipher",
            "ciphertext",
            Json.of(
                "k/+=", "AwgAEnACgAkLmt6qF84IK++J7UDH2Za1YVchHyprqTqsg\u0001\u20AC\uD83D\uDD10"),
            "count",
            9007199254740991L,
            "empty",
            Json.list("", Json.of(), Json.list(), Json.parse("null"), false));
    String id = room.send("com.example.sealed", sealed).ok().path("event_id").asText();
    assertThat(stream.until(id).get(0).path("content")).isEqualTo(sealed);
  }

  @Test
  @Row("S-S15-06")
  void fileAndNoticeOf2015() {
    roundTrip(Json.of("msgtype", "m.notice", "body", "a bot speaks"));
    roundTrip(
        Json.of(
            "msgtype",
            "m.file",
            "url",
            URL,
            "filename",
            "report.pdf",
            "body",
            "report.pdf",
            "info",
            Json.of("size", 46144, "mimetype", "application/pdf")));
  }

  @Test
  @Row({"S-S15-01", "S-S15-02", "S-S15-03"})
  void everyReadPathHasTheCommonFields() {
    LiveStream stream = bert.stream();
    String eventId = room.say("common");
    JsonNode live = stream.until(eventId).get(0);
    JsonNode page = room.messages("dir=b&limit=1").ok().path("chunk").path(0);
    JsonNode sync = anna.syncEntry(room.id()).path("messages").path("chunk").path(0);
    for (JsonNode event : new JsonNode[] {live, page, sync, room.event(eventId)}) {
      assertThat(Room.withoutAge(event)).isEqualTo(Room.withoutAge(live));
      assertThat(Json.keys(event)).contains("event_id", "user_id", "content", "type", "room_id");
      assertThat(event.path("room_id").asText()).isEqualTo(room.id());
    }
    assertThat(room.history())
        .allSatisfy(
            e ->
                assertThat(Json.keys(e))
                    .contains("event_id", "user_id", "content", "type", "room_id"));
  }

  @Test
  @Row("S-S15-04")
  void replacedContentIsShown() {
    room.setState("com.example.x", "k", Json.of("n", 1)).ok();
    JsonNode first = room.stateEvent("com.example.x", "k");
    room.setState("com.example.x", "k", Json.of("n", 2)).ok();
    JsonNode second = room.stateEvent("com.example.x", "k");
    assertThat(first.has("prev_content") || first.has("prev_state")).isFalse();
    assertThat(second.path("prev_content")).isEqualTo(Json.of("n", 1));
    assertThat(second.path("prev_state")).isEqualTo(first.path("event_id"));
    assertThat(second.path("state_key").asText()).isEqualTo("k");
  }

  @Test
  @Row("S-S15-05")
  void serverMadeMemberEventHasBothDialects() {
    JsonNode event = room.stateEvent("m.room.member", bert.userId());
    assertThat(event.path("membership").asText()).isEqualTo("join");
    assertThat(event.path("content").path("membership").asText()).isEqualTo("join");
    assertThat(event.path("content").has("prev") || event.path("content").has("hsob_ts")).isFalse();
    assertThat(event.path("ts")).isEqualTo(event.path("origin_server_ts"));
  }

  @Test
  @Row("S-S15-07")
  void callEventsAreDeliveredInOrder() {
    LiveStream stream = bert.stream();
    String call = "12345";
    JsonNode offer = Json.of("type", "offer", "sdp", "v=0\r\no=- 6584580628695956864 2\r\n");
    JsonNode invite = Json.of("call_id", call, "offer", offer, "version", 0, "lifetime", 30000);
    room.send("m.call.invite", invite).ok();
    room.send("m.call.candidates", Json.of("call_id", call, "candidates", Json.list())).ok();
    room.as(bert).send("m.call.answer", Json.of("call_id", call, "version", 0)).ok();
    room.send("m.call.hangup", Json.of("call_id", call, "version", 0)).ok();
    var events = stream.untilNow();
    assertThat(Json.texts(events, "type"))
        .containsExactly("m.call.invite", "m.call.candidates", "m.call.answer", "m.call.hangup");
    assertThat(events.get(0).path("content")).isEqualTo(invite);
  }
}
