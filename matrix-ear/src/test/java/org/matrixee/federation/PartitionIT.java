package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.ServerSettings;

/**
 * Three servers, each with a way of its own to each other one: one of them is cut off from the
 * other two, people go on on both sides, and then the ways are mended.
 */
class PartitionIT {
  private static final List<String> NAMES = List.of("a.test", "b.test", "c.test");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;

  private static final List<DnsServer> DNS = new ArrayList<>();

  /** By whom they lead from, then by whom they lead to. */
  private static final List<List<Cable>> CABLES = new ArrayList<>();

  private static Federation federation;
  private static MatrixServer a;
  private static MatrixServer b;
  private static MatrixServer c;

  private static Client alice;
  private static Client dave;
  private static Client bob;
  private static Client erin;
  private static Client carol;
  private static Client frank;

  @BeforeAll
  static void start() {
    List<Identity> identities = new ArrayList<>();
    for (String name : NAMES) {
      identities.add(Identity.make(folder.resolve(name + ".p12"), "dns:" + name));
    }
    Path trust = Identity.trust(folder.resolve("trust.pem"), identities);
    List<ServerSettings> settings = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      DnsServer dns = DnsServer.start();
      DNS.add(dns);
      List<Cable> cables = new ArrayList<>();
      for (String name : NAMES) {
        Cable cable = Cable.lay();
        cables.add(cable);
        dns.service(name, 10, cable.port(), "localhost.");
      }
      CABLES.add(cables);
      settings.add(
          ServerSettings.h2("partition-" + i)
              .with("MATRIX_SERVER_NAME", NAMES.get(i))
              .with("MATRIX_TLS_KEYSTORE", identities.get(i).keyStore().toString())
              .with("MATRIX_TLS_PASSWORD", Identity.PASSWORD)
              .with("MATRIX_FEDERATION_TRUST", trust.toString())
              .with("MATRIX_FEDERATION_DNS", dns.address())
              .with("MATRIX_FEDERATION_ALLOW_NETWORKS", "127.0.0.0/8"));
    }
    federation = Federation.ofWhole(settings);
    for (List<Cable> cables : CABLES) {
      for (int to = 0; to < cables.size(); to++) {
        cables.get(to).leadTo(federation.get(to).port(8448));
      }
    }
    a = federation.get(0);
    b = federation.get(1);
    c = federation.get(2);
    alice = a.fresh("alice");
    dave = a.fresh("dave");
    bob = b.fresh("bob");
    erin = b.fresh("erin");
    carol = c.fresh("carol");
    frank = c.fresh("frank");
  }

  @AfterAll
  static void stop() {
    if (federation != null) {
      federation.close();
    }
    CABLES.forEach(cables -> cables.forEach(Cable::close));
    DNS.forEach(DnsServer::close);
  }

  /** The ways between the first server and the others. */
  private static List<Cable> between() {
    return List.of(
        CABLES.get(0).get(1), CABLES.get(0).get(2), CABLES.get(1).get(0), CABLES.get(2).get(0));
  }

  /** A room of all six, in which each server knows what the others know. */
  private static Room sharedRoom() {
    Room room = alice.publicRoom();
    for (Client each : List.of(dave, bob, erin, carol, frank)) {
      room.as(each).join().ok();
    }
    room.setLevels(alice.userId(), 100, bob.userId(), 100, carol.userId(), 50).ok();
    room.setState("m.room.topic", "", Json.of("topic", "before")).ok();
    agree(room);
    return room;
  }

  /** Waits until all servers say the same of a room; gives the state by slot. */
  private static Map<String, String> agree(Room room) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<Map<String, String>> states = new ArrayList<>();
      for (Client each : List.of(alice, bob, carol)) {
        states.add(state(room.as(each)));
      }
      if (states.get(0).equals(states.get(1)) && states.get(0).equals(states.get(2))) {
        return states.get(0);
      }
      if (System.nanoTime() > deadline) {
        assertThat(states.get(1)).as("b and a").isEqualTo(states.get(0));
        assertThat(states.get(2)).as("c and a").isEqualTo(states.get(0));
      }
      pause();
    }
  }

  private static Map<String, String> state(Room room) {
    Map<String, String> state = new TreeMap<>();
    for (JsonNode event : room.stateEvents()) {
      state.put(
          event.path("type").asText() + " " + event.path("state_key").asText(),
          event.path("event_id").asText() + " " + event.path("content"));
    }
    return state;
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void topic(Room room, Client user, String topic) {
    room.as(user).setState("m.room.topic", "", Json.of("topic", topic)).ok();
  }

  private static List<String> bodies(Room room) {
    return room.history().stream()
        .filter(event -> event.path("type").asText().equals("m.room.message"))
        .map(event -> event.path("content").path("body").asText())
        .sorted()
        .toList();
  }

  @Test
  @Row({"S-ARCH-23", "S-THR-02"})
  void whatWasDecidedOnBothSidesIsTheSameForAllAfterwards() {
    Room quiet = sharedRoom();
    Room torn = sharedRoom();
    Room feud = sharedRoom();
    between().forEach(Cable::cut);

    topic(quiet, alice, "of a");
    topic(quiet, bob, "of b");
    topic(quiet, bob, "of b again");
    quiet.say("a is alone");
    quiet.as(bob).say("a is away");
    quiet.as(carol).say("so it is");

    // One side bans and takes levels away; the other goes on with what it does not know is gone.
    torn.ban(frank).ok();
    torn.setLevels(alice.userId(), 100, bob.userId(), 100).ok();
    topic(torn, alice, "of a");
    topic(torn, carol, "of c, who has lost her level");
    torn.as(frank).say("of frank, who is banned");
    torn.as(bob).ban(dave).ok();
    torn.as(carol).setState("m.room.name", "", Json.of("name", "c's")).ok();
    torn.as(dave).say("of dave, who is banned");

    // Each side takes the other's levels away and removes the other's people.
    feud.setLevels(alice.userId(), 100, bob.userId(), 0, carol.userId(), 0).ok();
    feud.as(bob).setLevels(bob.userId(), 100, alice.userId(), 0, carol.userId(), 50).ok();
    feud.ban(erin).ok();
    feud.as(bob).ban(dave).ok();
    topic(feud, alice, "of a");
    topic(feud, bob, "of b");

    between().forEach(Cable::mend);
    Map<String, String> agreed = agree(quiet);
    assertThat(agreed.get("m.room.topic ")).contains("of b again");
    List<String> all = List.of("a is alone", "a is away", "so it is");
    for (Client each : List.of(alice, bob, carol)) {
      await(() -> bodies(quiet.as(each)).equals(all.stream().sorted().toList()));
    }
    agreed = agree(torn);
    assertThat(agreed.get("m.room.member " + frank.userId())).contains("ban");
    assertThat(agreed.get("m.room.member " + dave.userId())).contains("ban");
    agree(feud);

    // And everybody who is in goes on.
    String last = quiet.say("a is back");
    await(() -> quiet.as(carol).history().toString().contains(last));
    agree(quiet);
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      pause();
    }
  }
}
