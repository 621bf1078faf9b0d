package org.matrixee.server.federation.in;

import static jakarta.json.JsonValue.EMPTY_JSON_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.event.Engine.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.EventReader;

/** Whoever hands an event over may change what its signature does not cover: to no effect. */
class TamperedEventsTest {
  private final TestNetwork network = new TestNetwork();
  private final TestServer a = network.add("a.example");
  private final TestServer b = network.add("b.example");
  private final TestServer hostile = network.add("h.example");
  private final UserId alice = a.user("alice");
  private RoomId room;

  @BeforeEach
  void joinTwoServers() {
    room = a.engine.createRoom(alice, null).room();
    b.join(a, room, b.user("bob"));
    network.requests.clear();
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void whatAThirdServerHandsOverIsFetchedWholeFromItsOrigin() {
    a.send(room, TestServer.topic(alice, "real"));
    assertThat(b.receive(hostile.name(), tampered(last(a))).isAccepted()).isTrue();
    assertThat(topic(b)).contains("\"real\"");
    assertThat(network.asked()).containsExactly(a.name());
  }

  @Test
  void whatIsMissingIsFetchedWholeFromItsOrigin() {
    UserId eve = hostile.user("eve");
    hostile.join(a, room, eve);
    assertThat(b.receive(a.name(), last(hostile)).isAccepted()).isTrue();
    a.send(room, TestServer.topic(alice, "real"));
    JsonObject topic = last(a);
    assertThat(hostile.receive(a.name(), topic).isAccepted()).isTrue();
    hostile.send(room, TestServer.message(eve, "next"));
    network.forged =
        request ->
            request.destination().equals(hostile.name()) && request.uri().contains("/pdu/")
                ? List.of(tampered(topic))
                : null;

    assertThat(b.receive(hostile.name(), last(hostile)).isAccepted()).isTrue();
    assertThat(topic(b)).contains("\"real\"");
  }

  @Test
  void ofWhatItsOriginDoesNotGiveTheStrippedFormIsKept() {
    a.send(room, TestServer.topic(alice, "real"));
    network.passes = request -> false;
    assertThat(b.receive(hostile.name(), tampered(last(a))).isAccepted()).isTrue();
    assertThat(topic(b)).contains("\"content\":{}");
    assertThat(current(b).requiredPowerLevel()).as("the level of a new topic").isEqualTo(50);
  }

  @Test
  void theStrippedFormIsProtectedAsWhatItReplaces() {
    a.send(room, new EventDraft(EventType.TOPIC, "", alice, EMPTY_JSON_OBJECT, null, 70L, true));
    assertThat(b.receive(a.name(), last(a)).isAccepted()).isTrue();
    a.send(room, TestServer.topic(alice, "real"));
    network.passes = request -> false;
    assertThat(b.receive(hostile.name(), tampered(last(a))).isAccepted()).isTrue();
    assertThat(current(b).requiredPowerLevel()).isEqualTo(70);
    b.send(room, TestServer.topic(b.user("bob"), "anyone may"));
    assertThat(topic(b)).doesNotContain("anyone may");
  }

  @Test
  void historyIsFetchedWholeToo() {
    a.send(room, TestServer.message(alice, "said before"));
    JsonObject message = last(a);
    TestServer c = network.add("c.example");
    c.join(a, room, c.user("carol"));
    // The origin is asked first; let the other server answer.
    network.passes =
        request -> !request.uri().contains("/backfill/") || request.destination().equals(b.name());
    network.forged =
        request -> request.uri().contains("/backfill/") ? List.of(tampered(message)) : null;
    network.requests.clear();

    assertThat(await(c.history.fill(c.room(room), 0, Long.MAX_VALUE))).isTrue();
    assertThat(c.engine.history(c.room(room)))
        .extracting(event -> event.json().toString())
        .anyMatch(json -> json.contains("said before"));
  }

  private static JsonObject tampered(JsonObject pdu) {
    return Json.createObjectBuilder(pdu).add("junk", 1).build();
  }

  private JsonObject last(TestServer server) {
    List<JsonObject> own = server.own(room);
    return own.get(own.size() - 1);
  }

  private StoredEvent current(TestServer server) {
    return server.engine.stores.inTransaction(
        () ->
            server
                .engine
                .stores
                .states()
                .currentOfType(server.room(room).nid(), EventType.TOPIC)
                .get(0));
  }

  private String topic(TestServer server) {
    return EventReader.decode(current(server)).pdu().toString();
  }
}
