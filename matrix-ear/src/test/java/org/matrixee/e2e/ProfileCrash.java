package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A user in 500 rooms changes names, and the server is killed while the rooms hear of it. */
final class ProfileCrash {
  private static final int ROOMS = 500;

  private final Client anna;
  private final List<Room> rooms = new ArrayList<>();

  /** Makes the rooms, of which some have heard the first name when this returns. */
  ProfileCrash(MatrixServer server) {
    anna = server.fresh("anna");
    for (int i = 0; i < ROOMS; i++) {
      rooms.add(anna.createRoom());
    }
    setName(anna, "First");
    awaitRooms(anna, "First", 40);
  }

  /** Gives the second name, and returns as soon as a room has heard of it. */
  void begin() {
    LiveStream stream = anna.stream();
    setName(anna, "Second");
    stream.until(e -> e.path("content").path("displayname").asText().equals("Second"));
  }

  /** Looks at the rooms of the server that was killed at a time, and runs again. */
  void check(long killed) {
    awaitRooms(anna, "Second", ROOMS);
    assertThat(toldBefore(anna, killed)).as("rooms told before the kill").isBetween(1L, ROOMS - 1L);
    for (Room room : rooms.subList(0, 60)) {
      assertThat(namesIn(room)).isSubsetOf("First", "Second").endsWith("Second");
      assertThat(namesIn(room)).as("in %s", room.id()).doesNotHaveDuplicates();
    }
    assertThat(namesIn(rooms.get(ROOMS - 1))).endsWith("Second").doesNotHaveDuplicates();
  }

  /** How many rooms heard of their present name before a time. */
  private static long toldBefore(Client user, long time) {
    return Json.elements(user.initialSync(0).path("rooms")).stream()
        .flatMap(room -> Json.elements(room.path("state")).stream())
        .filter(e -> e.path("type").asText().equals("m.room.member"))
        .filter(e -> e.path("origin_server_ts").asLong() < time)
        .count();
  }

  private static void setName(Client user, String name) {
    user.put(path("profile", user.userId(), "displayname"), Json.of("displayname", name)).ok();
  }

  /** The names that a room was told, in order. */
  private static List<String> namesIn(Room room) {
    return room.history().stream()
        .filter(e -> e.path("type").asText().equals("m.room.member"))
        .skip(1)
        .map(e -> e.path("content").path("displayname").asText())
        .toList();
  }

  /** Waits until as many rooms show a name; it stays in those that had it before. */
  private static void awaitRooms(Client user, String name, int count) {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    Map<String, Integer> names = namesByRoom(user);
    while (names.getOrDefault(name, 0) < count) {
      assertThat(System.nanoTime()).as("the rooms show %s", names).isLessThan(deadline);
      // To look costs the server as much as to tell some rooms.
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      names = namesByRoom(user);
    }
  }

  private static Map<String, Integer> namesByRoom(Client user) {
    Map<String, Integer> names = new HashMap<>();
    for (JsonNode room : user.initialSync(0).path("rooms")) {
      for (JsonNode event : room.path("state")) {
        if (event.path("type").asText().equals("m.room.member")) {
          names.merge(event.path("content").path("displayname").asText(), 1, Integer::sum);
        }
      }
    }
    return names;
  }
}
