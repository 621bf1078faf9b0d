package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Servers;

/**
 * The levels of rooms, as clients of 2014 and of today see and set them in rooms of either kind.
 *
 * <p>2014: authorization-v1, section 1. v1.19: client-server, "m.room.power_levels".
 */
class LevelGenerationsIT {
  private static final String LEVELS = "m.room.power_levels";

  private static MatrixServer server;

  private Client old;
  private Client young;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  @BeforeEach
  void twoUsers() {
    old = server.fresh("old");
    young = server.fresh("new");
  }

  private static List<JsonNode> levelsIn(JsonNode events) {
    return Json.where(
        Json.elements(events),
        event ->
            event.path("type").asText().endsWith("_level")
                || event.path("type").asText().endsWith("_levels"));
  }

  @Test
  void aRoomOf2014HasOnePowerLevelsForClientsOfToday() {
    Room made = old.publicRoom();
    CurrentRoom room = new CurrentRoom(CurrentRoom.client(young), made.id());
    room.join().ok();
    JsonNode levels = room.state(LEVELS, "").ok();
    assertThat(levels.path("users").path(old.userId()).asInt()).isEqualTo(100);
    assertThat(levels.path("state_default").asInt()).isEqualTo(50);
    SyncSession session = new SyncSession(young);
    List<JsonNode> inSync =
        levelsIn(
            SyncSession.joined(session.next("timeout=0&full_state=true"), room)
                .path("state")
                .path("events"));
    List<JsonNode> inState = levelsIn(room.get("state").ok());
    assertThat(inState).hasSize(1);
    assertThat(inState.get(0).path("type").asText()).isEqualTo(LEVELS);
    assertThat(inState.get(0).path("content")).isEqualTo(levels);
    assertThat(inSync).allMatch(event -> event.path("type").asText().equals(LEVELS));

    made.setOpsLevels("ban_level", 70, "kick_level", 60, "redact_level", 40).ok();
    JsonNode told = levelsIn(SyncSession.timeline(session.news(), room)).get(0);
    assertThat(told.path("type").asText()).isEqualTo(LEVELS);
    assertThat(told.path("state_key").asText()).isEmpty();
    assertThat(told.path("content").path("ban").asInt()).isEqualTo(70);
    assertThat(told.path("content").path("users")).isEqualTo(levels.path("users"));
    assertThat(room.state(LEVELS, "").ok()).isEqualTo(told.path("content"));
    String id = told.path("event_id").asText();
    assertThat(room.get("event/" + Client.encode(id)).ok().path("content"))
        .isEqualTo(told.path("content"));
    assertThat(made.event(id).path("type").asText()).isEqualTo("m.room.ops_levels");
  }

  @Test
  void clientsOfTodaySetTheLevelsOfARoomOf2014() {
    Room made = old.publicRoom();
    CurrentRoom room = new CurrentRoom(CurrentRoom.client(old), made.id());
    room.as(young).join().ok();
    ObjectNode levels = (ObjectNode) room.state(LEVELS, "").ok();
    levels.withObject("/users").put(young.userId(), 60);
    levels.put("kick", 55).put("events_default", 1);
    room.setState(LEVELS, "", levels).ok();
    assertThat(made.state("m.room.ops_levels", "").ok().path("kick_level").asInt()).isEqualTo(55);
    assertThat(made.state("m.room.send_event_level", "").ok()).isEqualTo(Json.of("level", 1));
    assertThat(made.state(LEVELS, "").ok().path(young.userId()).asInt()).isEqualTo(60);
    assertThat(room.state(LEVELS, "").ok()).isEqualTo(levels);
    String before = room.state(LEVELS, "", "format=event").ok().path("event_id").asText();
    assertThat(room.setState(LEVELS, "", levels).ok().path("event_id").asText()).isEqualTo(before);

    levels.withObject("/events").put("m.room.topic", 99);
    room.setState(LEVELS, "", levels).refused(400, "M_BAD_JSON");
    levels.withObject("/events").remove("m.room.topic");
    levels.put("ban", 99);
    room.as(young).setState(LEVELS, "", levels).refused(403, "M_FORBIDDEN");
    assertThat(room.state(LEVELS, "", "format=event").ok().path("event_id").asText())
        .isEqualTo(before);
  }

  @Test
  void clientsOf2014SeeAndSetTheLevelsOfARoomOfToday() {
    CurrentRoom room = CurrentRoom.create(CurrentRoom.client(young), "preset", "public_chat");
    Room seen = new Room(old, room.id());
    seen.join().ok();
    Room asOwner = new Room(young, room.id());
    JsonNode before = room.state(LEVELS, "").ok();
    assertThat(seen.state("m.room.ops_levels", "").ok())
        .isEqualTo(Json.of("ban_level", 50, "kick_level", 50, "redact_level", 50));
    assertThat(seen.state("m.room.add_state_level", "").ok()).isEqualTo(Json.of("level", 50));
    asOwner.setState(LEVELS, "", Json.of(old.userId(), 50, "default", 0)).ok();
    asOwner.setOpsLevels("ban_level", 60, "kick_level", 50, "redact_level", 50).ok();
    ObjectNode expected = before.deepCopy();
    expected.putObject("users").put(old.userId(), 50);
    expected.put("ban", 60);
    JsonNode after = room.state(LEVELS, "").ok();
    for (String key : Json.keys(before)) {
      assertThat(after.path(key)).as(key).isEqualTo(expected.path(key));
    }
    assertThat(seen.state(LEVELS, "").ok().path(old.userId()).asInt()).isEqualTo(50);
    assertThat(seen.stateEvent(LEVELS, "").path("content").path(old.userId()).asInt())
        .isEqualTo(50);
    seen.kick(young).forbidden();
    asOwner.setState(LEVELS, "", Json.of(old.userId(), "much")).badJson();
  }
}
