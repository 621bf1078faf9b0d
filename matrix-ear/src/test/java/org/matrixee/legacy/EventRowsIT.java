package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
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

/** Rows S-EVT: state and non-state events of a room. */
@Execution(ExecutionMode.CONCURRENT)
class EventRowsIT {
  private static final String TYPE = "com.example.x.y";

  private final Client anna = Users.fresh("anna");
  private final Room room = anna.createRoom();

  private List<JsonNode> ofType(String type) {
    return Json.where(room.stateEvents(), e -> e.path("type").asText().equals(type));
  }

  private static JsonNode n(int n) {
    return Json.of("n", n);
  }

  @Test
  @Row("S-EVT-01")
  void stateReplacesEarlierStateOfTheSameKey() {
    room.setState(TYPE, "k", n(1)).ok();
    room.setState(TYPE, "k", n(2)).ok();
    assertThat(room.state(TYPE, "k").ok()).isEqualTo(n(2));
    assertThat(ofType(TYPE)).hasSize(1);
  }

  @Test
  @Row("S-EVT-02")
  void differentKeysAreSeparateState() {
    room.setState(TYPE, "a", n(1)).ok();
    room.setState(TYPE, "b", n(2)).ok();
    room.setState(TYPE, "", n(3)).ok();
    assertThat(Json.texts(ofType(TYPE), "state_key")).containsExactlyInAnyOrder("a", "b", "");
  }

  @Test
  @Row({"S-EVT-03", "S-EVT-04", "S-GET-06"})
  void nonStateEventsAccumulateAndAreReadInPages() {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sent.add(0, room.say("m" + i));
    }
    List<String> read = new ArrayList<>();
    String from = "";
    while (read.size() < 10) {
      JsonNode page = room.messages("dir=b&limit=3" + from).ok();
      assertThat(page.path("start").isTextual()).isTrue();
      assertThat(page.path("chunk").size()).isBetween(1, 3);
      page.path("chunk").forEach(e -> read.add(e.path("event_id").asText()));
      from = "&from=" + Client.encode(page.path("end").asText());
    }
    assertThat(read.subList(0, 10)).isEqualTo(sent);
    assertThat(Json.texts(room.history(), "event_id")).doesNotHaveDuplicates().containsAll(sent);
  }

  @Test
  @Row({"S-EVT-05", "S-EVT-06"})
  void ownTypesAreStoredAndDelivered() {
    LiveStream stream = anna.stream();
    for (String type : List.of("com.example.custom", "nodots", "with space", "x/y", "m.unknown")) {
      room.setState(type, "", Json.of("state", type)).ok();
      String eventId = room.send(type, Json.of("event", type)).ok().path("event_id").asText();
      assertThat(room.state(type, "").ok()).isEqualTo(Json.of("state", type));
      List<JsonNode> events = stream.until(eventId);
      assertThat(Json.texts(events, "type")).containsExactly(type, type);
      assertThat(events.get(1).path("content")).isEqualTo(Json.of("event", type));
    }
  }

  @Test
  @Row("S-EVT-07")
  void stateIsSentByPut() {
    assertThat(room.setState(TYPE, "key", n(1)).ok().isObject()).isTrue();
    assertThat(room.stateEvent(TYPE, "key").path("user_id").asText()).isEqualTo(anna.userId());
  }

  @Test
  @Row("S-EVT-08")
  void roomsAreIndependent() {
    Room other = anna.createRoom();
    room.setState(TYPE, "k", n(1)).ok();
    other.setState(TYPE, "k", n(2)).ok();
    assertThat(room.state(TYPE, "k").ok()).isEqualTo(n(1));
    assertThat(other.state(TYPE, "k").ok()).isEqualTo(n(2));
  }

  @Test
  @Row("S-EVT-09")
  void stateKeyMayBeOmitted() {
    anna.put(room.at("state", TYPE), n(1)).ok();
    assertThat(room.stateEvent(TYPE, "").path("content")).isEqualTo(n(1));
    assertThat(anna.get(room.at("state", TYPE)).ok()).isEqualTo(n(1));
    assertThat(anna.get(room.at("state", TYPE) + "/").ok()).isEqualTo(n(1));
    anna.put(room.at("state", TYPE) + "/", n(2)).ok();
    assertThat(anna.get(room.at("state", TYPE)).ok()).isEqualTo(n(2));
    assertThat(ofType(TYPE)).hasSize(1);
  }

  @Test
  @Row("S-EVT-10")
  void lastSegmentOfAStatePathIsTheKey() {
    anna.put(room.at("state", TYPE, "11"), n(1)).ok();
    anna.put(room.at("state", TYPE, "11"), n(2)).ok();
    assertThat(room.state(TYPE, "11").ok()).isEqualTo(n(2));
    assertThat(Json.texts(ofType(TYPE), "state_key")).containsExactly("11");
  }

  @Test
  @Row("S-EVT-11")
  void postIsUnsupportedOnStatePaths() {
    List<JsonNode> before = room.snapshot();
    anna.post(room.at("state", TYPE), n(1)).refused();
    anna.post(room.at("state", TYPE, "k"), n(1)).refused();
    anna.delete(room.at("state", TYPE, "k")).refused();
    assertThat(room.snapshot()).isEqualTo(before);
  }

  @Test
  @Row("S-EVT-12")
  void furtherSegmentAfterTheKeyIsInvalid() {
    List<JsonNode> before = room.snapshot();
    anna.put(room.at("state", TYPE, "foo", "11"), n(1)).refused();
    anna.get(room.at("state", TYPE, "foo", "11")).refused();
    assertThat(room.snapshot()).isEqualTo(before);
  }

  @Test
  @Row("S-EVT-13")
  void keysAreUrlDecoded() {
    for (String key : List.of("@kim:srv", "a/b", "%2F", "a b+c", "#?&=;", "\u00FC\uD83D\uDE80")) {
      room.setState(TYPE, key, Json.of("key", key)).ok();
      assertThat(room.stateEvent(TYPE, key).path("content")).isEqualTo(Json.of("key", key));
      assertThat(room.state(TYPE, key).ok()).isEqualTo(Json.of("key", key));
    }
  }

  @Test
  @Row("S-EVT-14")
  void nonStateEventsAreSentByPostOrPut() {
    String posted = room.send(TYPE, n(1)).ok().path("event_id").asText();
    String put = room.send(TYPE, "t1", n(2)).ok().path("event_id").asText();
    assertThat(List.of(posted, put)).doesNotContain("").doesNotHaveDuplicates();
    assertThat(room.event(posted).has("state_key")).isFalse();
    assertThat(room.event(put).path("content")).isEqualTo(n(2));
    assertThat(room.stateEvent(TYPE, "").isMissingNode()).isTrue();
  }

  @Test
  void stateOnlyTypesCannotBeSent() {
    for (String type :
        List.of(
            "m.room.member",
            "m.room.create",
            "m.room.power_levels",
            "m.room.join_rules",
            "m.room.add_state_level",
            "m.room.send_event_level",
            "m.room.ops_levels",
            "m.room.aliases")) {
      room.findsBad(() -> room.send(type, Json.of("membership", "join")));
    }
    room.send("m.room.name", Json.of("name", "an odd event")).ok();
    room.state("m.room.name", "").notFound();
  }
}
