package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** SIGKILL under load: nothing acknowledged is lost, nothing is there twice or by half. */
final class Crash {
  private static final int ROOMS = 4;
  private static final int SENDERS = 16;
  private static final int ACKNOWLEDGED_BEFORE_KILL = 1500;

  private final List<Room> rooms = new ArrayList<>();
  private final Set<String> older = new HashSet<>();
  private final List<String> streamed = new ArrayList<>();
  private final CrashLoad load;
  private final LiveStream stream;

  /** Makes the rooms. */
  Crash(MatrixServer server) {
    Client owner = server.fresh("owner");
    for (int i = 0; i < ROOMS; i++) {
      rooms.add(owner.createRoom("visibility", "public", "topic", "0"));
    }
    load = new CrashLoad(rooms, senders(server));
    stream = owner.stream();
    rooms.forEach(room -> older.addAll(Json.texts(room.history(), "event_id")));
  }

  /** Starts the load, and returns in the middle of it. */
  void begin() {
    load.start();
    load.awaitAcknowledged(ACKNOWLEDGED_BEFORE_KILL, Duration.ofSeconds(90));
    streamed.addAll(Json.texts(readAll(stream), "event_id"));
    assertThat(streamed).isNotEmpty();
    load.awaitAcknowledged(ACKNOWLEDGED_BEFORE_KILL + 300, Duration.ofMinutes(1));
  }

  /** Waits until each sender has noticed that the server was killed. */
  void awaitEnd() {
    load.awaitEnd();
  }

  /** Looks at what the server has, now that it runs again. */
  void check() {
    acknowledgedEventsAreThereOnce(load);
    retriesGiveOneEventEach(load);
    rooms.forEach(Crash::stateIsTheSumOfTheHistory);
    createdRoomsAreWhole(load);
    streamGoesOn(rooms, stream, older, streamed);
  }

  private static List<Client> senders(MatrixServer server) {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      clients.add(server.fresh("sender" + i));
    }
    return clients;
  }

  /** Reads what is there now; the load goes on meanwhile. */
  private static List<JsonNode> readAll(LiveStream stream) {
    List<JsonNode> events = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      events.addAll(LiveStream.roomEvents(stream.poll(1000)));
    }
    return events;
  }

  private static Map<String, Long> bodies(Room room) {
    return room.history().stream()
        .filter(e -> e.path("type").asText().equals("m.room.message"))
        .collect(
            Collectors.groupingBy(
                e -> e.path("content").path("body").asText(), Collectors.counting()));
  }

  private static void acknowledgedEventsAreThereOnce(CrashLoad load) {
    assertThat(load.acknowledged()).hasSizeGreaterThan(ACKNOWLEDGED_BEFORE_KILL);
    Map<String, Map<String, Long>> bodies = new LinkedHashMap<>();
    load.rooms().forEach(room -> bodies.put(room.id(), bodies(room)));
    load.acknowledged()
        .forEach(
            (sent, eventId) ->
                assertThat(bodies.get(sent.room().id()).get(sent.body()))
                    .as("%s acknowledged as %s", sent.body(), eventId)
                    .isEqualTo(1L));
    assertThat(bodies.values()).allSatisfy(counts -> assertThat(counts.values()).containsOnly(1L));
  }

  private static void retriesGiveOneEventEach(CrashLoad load) {
    assertThat(load.unanswered()).isNotEmpty();
    for (CrashLoad.Sent sent : load.unanswered()) {
      String eventId = sent.send().ok().path("event_id").asText();
      assertThat(sent.send().ok().path("event_id").asText()).isEqualTo(eventId);
      assertThat(bodies(sent.room()).get(sent.body())).as(sent.body()).isEqualTo(1L);
    }
    load.acknowledged().entrySet().stream()
        .skip(ACKNOWLEDGED_BEFORE_KILL)
        .forEach(
            entry ->
                assertThat(entry.getKey().send().ok().path("event_id").asText())
                    .isEqualTo(entry.getValue()));
  }

  private static void stateIsTheSumOfTheHistory(Room room) {
    Map<String, String> slots = new LinkedHashMap<>();
    for (JsonNode event : room.history()) {
      if (event.has("state_key")) {
        String slot = event.path("type").asText() + "|" + event.path("state_key").asText();
        assertThat(event.path("prev_state").asText())
            .as("prev_state of %s", event)
            .isEqualTo(slots.getOrDefault(slot, ""));
        slots.put(slot, event.path("event_id").asText());
      }
    }
    assertThat(Json.texts(room.stateEvents(), "event_id"))
        .containsExactlyInAnyOrderElementsOf(slots.values());
    assertThat(room.client().get(room.at("initialSync")).ok().path("state")).hasSize(slots.size());
  }

  private static void createdRoomsAreWhole(CrashLoad load) {
    Client creator = load.creator();
    List<String> listed = Json.texts(creator.initialSync(1).path("rooms"), "room_id");
    assertThat(listed).doesNotHaveDuplicates().containsAll(load.createdRooms());
    for (String roomId : listed) {
      Room room = new Room(creator, roomId);
      if (load.rooms().stream().noneMatch(r -> r.id().equals(roomId))) {
        assertThat(Json.texts(room.history(), "type"))
            .containsExactly(
                "m.room.create",
                "m.room.member",
                "m.room.power_levels",
                "m.room.join_rules",
                "m.room.add_state_level",
                "m.room.send_event_level",
                "m.room.ops_levels",
                "m.room.name");
      }
    }
  }

  private static void streamGoesOn(
      List<Room> rooms, LiveStream stream, Set<String> older, List<String> before) {
    List<String> all = new ArrayList<>(before);
    all.addAll(Json.texts(stream.untilNow(), "event_id"));
    assertThat(all).doesNotHaveDuplicates();
    Set<String> expected = new HashSet<>();
    rooms.forEach(room -> expected.addAll(Json.texts(room.history(), "event_id")));
    expected.removeAll(older);
    assertThat(new HashSet<>(all)).isEqualTo(expected);
  }
}
