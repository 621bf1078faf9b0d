package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;

/** Two servers that are told the same things in different orders come to the same room. */
class AgreementIT {
  private static Federation servers;
  private static Peer peer;

  @BeforeAll
  static void start() {
    servers = Federation.pair();
    peer = Peer.start();
  }

  @AfterAll
  static void stop() {
    peer.close();
  }

  @Test
  @Row({"S-ARCH-23", "S-THR-02", "S-FED-42", "S-FED-44"})
  void conflictsGiveTheSameStateInEveryOrder() {
    MatrixServer a = servers.get(0);
    MatrixServer b = servers.get(1);
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob");
    Room atA = alice.publicRoom();
    for (int i = 0; i < 30; i++) {
      atA.say("before " + i);
    }
    bob.join(atA.id()).ok();
    Room atB = atA.as(bob);
    // What was said before the join comes when somebody looks for it.
    await(() -> texts(atB).size() == 30);
    assertThat(texts(atB)).isEqualTo(texts(atA)).startsWith("before 0", "before 1");

    Pdus pdus = peer.pdus(atA.id());
    JsonNode last = newest(atA);
    long depth = atA.history().size();
    List<JsonObject> members = new ArrayList<>();
    for (String user : List.of("carol", "dave", "erin")) {
      JsonObject join = pdus.signed(pdus.member(user, "join", ++depth, null, last));
      members.add(join);
      last = Pdus.reference(join);
    }
    send(a, members);
    send(b, members);
    atA.setLevels(peer.user("carol"), 60, peer.user("dave"), 50, peer.user("erin"), 50).ok();
    String levels = newestId(atA);
    await(() -> newestId(atB).equals(levels));

    List<JsonObject> conflict = conflict(pdus, newest(atA), atA.history().size());
    Random random = new Random(7);
    send(a, conflict);
    for (int i = 0; i < 3; i++) {
      List<JsonObject> shuffled = new ArrayList<>(conflict);
      Collections.shuffle(shuffled, random);
      send(b, shuffled);
    }
    assertThat(state(atB)).isEqualTo(state(atA));
    assertThat(atA.state("m.room.topic", "").ok().path("topic").asText()).isEqualTo("of carol 2");

    String merge = atB.say("and now?");
    await(() -> newestId(atA).equals(merge));
    String answer = atA.say("the same");
    await(() -> newestId(atB).equals(answer));
    assertThat(state(atB)).isEqualTo(state(atA));
    assertThat(texts(atB)).isEqualTo(texts(atA)).endsWith("and now?", "the same");
  }

  /** Topics of users of different levels, and chains of different lengths, all upon one event. */
  private static List<JsonObject> conflict(Pdus pdus, JsonNode fork, long depth) {
    List<JsonObject> all = new ArrayList<>();
    for (String user : List.of("carol", "dave", "erin")) {
      JsonNode upon = fork;
      JsonNode replaced = null;
      long at = depth;
      int length = user.equals("erin") ? 5 : 2;
      for (int i = 1; i <= length; i++) {
        JsonNode content = Json.of("topic", "of " + user + " " + i);
        JsonObject topic =
            pdus.signed(pdus.state(user, "m.room.topic", "", ++at, content, replaced, upon));
        all.add(topic);
        upon = Pdus.reference(topic);
        replaced = Json.parse(topic.toString());
      }
    }
    return all;
  }

  private static void send(MatrixServer server, List<JsonObject> pdus) {
    for (JsonObject pdu : pdus) {
      peer.answer(
          "GET",
          "/_matrix/federation/v1" + Client.path("pdu", peer.name(), pdu.getString("pdu_id")),
          request -> Peer.Answer.ok("{\"pdus\":[" + pdu + "]}"));
    }
    JsonNode lines =
        peer.transaction(server, "t" + System.nanoTime(), pdus.toArray(new JsonObject[0]))
            .ok()
            .path("pdus");
    for (JsonObject pdu : pdus) {
      assertThat(lines.path(Pdus.eventId(pdu)).toString()).isEqualTo("{}");
    }
  }

  private static List<String> state(Room room) {
    List<String> ids = Json.texts(room.stateEvents(), "event_id");
    Collections.sort(ids);
    return ids;
  }

  private static List<String> texts(Room room) {
    return room.history().stream()
        .filter(event -> event.path("type").asText().equals("m.room.message"))
        .map(event -> event.path("content").path("body").asText())
        .toList();
  }

  private static String newestId(Room room) {
    List<JsonNode> history = room.history();
    return history.get(history.size() - 1).path("event_id").asText();
  }

  private static JsonNode newest(Room room) {
    String id = newestId(room);
    int at = id.lastIndexOf('@');
    return Json.list(id.substring(at + 1), id.substring(0, at));
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
