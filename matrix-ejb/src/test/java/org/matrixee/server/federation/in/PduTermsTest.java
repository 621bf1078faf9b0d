package org.matrixee.server.federation.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.event.Engine.await;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.federation.trust.Fault;

/** What becomes of events beside what the room's rules say: policy, the past, who is told. */
class PduTermsTest {
  private final TestNetwork network = new TestNetwork();
  private final TestServer a = network.add("a.example");
  private final TestServer b = network.add("b.example");
  private final UserId alice = a.user("alice");
  private final UserId bob = b.user("bob");
  private RoomId room;

  @BeforeEach
  void joinTwoServers() {
    room = a.engine.createRoom(alice, null).room();
    b.join(a, room, bob);
  }

  @AfterEach
  void close() {
    network.close();
  }

  private JsonObject last(TestServer server) {
    List<JsonObject> own = server.own(room);
    return own.get(own.size() - 1);
  }

  private static EventId id(JsonObject pdu) {
    return new EventId(pdu.getString("pdu_id") + "@" + pdu.getString("origin"));
  }

  private List<String> bodies(TestServer server) {
    List<String> bodies = new ArrayList<>();
    for (StoredEvent event : server.engine.history(server.room(room))) {
      if (event.type().equals(EventType.MESSAGE) && event.status() == EventStatus.ACCEPTED) {
        bodies.add(EventReader.decode(event).content().getString("body", "nothing"));
      }
    }
    return bodies;
  }

  private StoredEvent stored(TestServer server, EventId id) {
    return server.engine.stores.inTransaction(
        () -> server.engine.stores.events().find(id).orElseThrow());
  }

  // ---- Policy

  @Test
  void whatIsNotWantedIsKeptWithoutItsContentAndNotShown() {
    a.unwanted.add("spam");
    b.send(room, TestServer.message(bob, "spam"));
    JsonObject spam = last(b);
    PduOutcome outcome = a.receive(b.name(), spam);
    assertThat(outcome).isInstanceOf(PduOutcome.Unwanted.class);
    assertThat(outcome.error()).contains("This is not wanted here.");
    assertThat(stored(a, id(spam)).status()).isEqualTo(EventStatus.SOFT_FAILED);
    assertThat(stored(a, id(spam)).json().toString()).doesNotContain("spam");

    b.send(room, TestServer.message(bob, "ham"));
    assertThat(a.receive(b.name(), last(b)).isAccepted()).isTrue();
    assertThat(bodies(a)).containsExactly("ham");
    a.send(room, TestServer.message(alice, "fine"));
    assertThat(b.receive(a.name(), last(a)).isAccepted()).isTrue();
    assertThat(b.head(room).extremities()).hasSize(1);
  }

  @Test
  void whatIsFetchedIsAskedAboutAsWell() {
    a.unwanted.add("spam");
    b.send(room, TestServer.message(bob, "spam"));
    b.send(room, TestServer.message(bob, "ham"));
    assertThat(a.receive(b.name(), last(b)).isAccepted()).isTrue();
    assertThat(bodies(a)).containsExactly("ham");

    TestServer c = network.add("c.example");
    c.unwanted.add("spam");
    c.join(a, room, c.user("carol"));
    network.passes = request -> request.destination().equals(b.name());
    assertThat(b.receive(c.name(), last(c)).isAccepted()).isTrue();
    boolean more = true;
    while (more) {
      more = await(c.history.fill(c.room(room), 0, Long.MAX_VALUE));
    }
    assertThat(bodies(c)).containsExactly("nothing", "ham");
  }

  @Test
  void anUnwantedTopicDoesNotTearTheRoomApart() {
    a.unwanted.add("rude");
    a.send(
        room,
        org.matrixee.model.event.EventDraft.state(
            alice,
            EventType.POWER_LEVELS,
            "",
            jakarta.json.Json.createObjectBuilder()
                .add(alice.value(), 100)
                .add(bob.value(), 50)
                .build()));
    assertThat(b.receive(a.name(), last(a)).isAccepted()).isTrue();
    b.send(room, TestServer.topic(bob, "rude"));
    JsonObject rude = last(b);
    assertThat(a.receive(b.name(), rude)).isInstanceOf(PduOutcome.Unwanted.class);
    assertThat(a.current(room)).doesNotContainKey(StateTuple.of(EventType.TOPIC));
    b.send(room, TestServer.message(bob, "next"));
    assertThat(a.receive(b.name(), last(b)).isAccepted()).isTrue();
    assertThat(a.current(room)).isEqualTo(b.current(room));
    assertThat(stored(a, id(rude)).json().toString()).doesNotContain("rude");
  }

  @Test
  void anUnwantedInviteAndAnUnwantedJoinAreRefused() {
    TestServer c = network.add("c.example");
    UserId carol = c.user("carol");
    c.unwanted.add("invite");
    a.send(room, TestServer.membership(alice, carol, "invite"));
    assertThat(await(c.rooms.invite(new Origin(a.name()), last(a))).error())
        .contains("This is not wanted here.");
    assertThat(c.refs.find(room)).isEmpty();

    a.unwanted.add("join");
    JsonObject join = c.makeUpon(a, room, TestServer.membership(carol, carol, "join"));
    PduOutcome outcome = await(a.road.receiveAndRelay(new Origin(c.name()), join));
    assertThat(outcome).isInstanceOf(PduOutcome.Dropped.class);
    a.unwanted.clear();
    c.unwanted.clear();
    c.join(a, room, carol);
    assertThat(c.current(room)).isEqualTo(a.current(room));
  }

  // ---- The past

  @Test
  void thePastIsNeverNewWhoeverSendsIt() {
    for (int i = 0; i < 8; i++) {
      a.send(room, TestServer.message(alice, "m" + i));
    }
    List<JsonObject> old = a.own(room);
    TestServer c = network.add("c.example");
    c.join(a, room, c.user("carol"));
    long position = c.engine.streams.clock().readable();
    JsonObject edge = old.get(old.size() - 1);
    assertThat(c.receive(b.name(), edge).isAccepted()).as("the join names it").isTrue();
    assertThat(c.receive(b.name(), old.get(old.size() - 4))).isInstanceOf(PduOutcome.Dropped.class);
    assertThat(c.engine.streams.clock().readable()).isEqualTo(position);
    assertThat(bodies(c)).containsExactly("m7");
    assertThat(c.head(room).extremities()).hasSize(1);

    assertThat(await(c.history.fill(c.room(room), 0, Long.MAX_VALUE))).isTrue();
    assertThat(bodies(c)).startsWith("m0", "m1").endsWith("m6", "m7").hasSize(8);
    assertThat(c.receive(b.name(), edge).isAccepted()).isTrue();
    assertThat(c.engine.streams.clock().readable()).isEqualTo(position);
  }

  // ---- Who is told

  @Test
  void theInvitersServerPassesARejectionOn() {
    Set<ServerName> told = new java.util.HashSet<>();
    a.engine.onAppended.add(event -> told.addAll(event.outgoing().keySet()));
    TestServer c = network.add("c.example");
    UserId carol = c.user("carol");
    a.send(room, TestServer.membership(alice, carol, "invite"));
    JsonObject leave = c.makeUpon(a, room, TestServer.membership(carol, carol, "leave"));
    assertThat(b.receive(a.name(), last(a)).isAccepted()).isTrue();
    told.clear();
    assertThat(a.receive(c.name(), leave).isAccepted()).isTrue();
    assertThat(told).containsExactly(b.name());

    // Whoever did not invite has nothing to pass on.
    Set<ServerName> toldByOther = new java.util.HashSet<>();
    b.engine.onAppended.add(event -> toldByOther.addAll(event.outgoing().keySet()));
    assertThat(b.receive(a.name(), leave).isAccepted()).isTrue();
    assertThat(toldByOther).isEmpty();
    assertThat(b.current(room)).isEqualTo(a.current(room));
  }

  // ---- Faults

  @Test
  void faultsAreThoseOfWhoCommitsThem() {
    List<String> seen = new CopyOnWriteArrayList<>();
    JsonObject unsigned =
        jakarta.json.Json.createObjectBuilder(b.makeUpon(a, room, TestServer.message(bob, "x")))
            .remove("signatures")
            .build();
    a.receive(b.name(), unsigned);
    a.receive(b.name(), b.makeUpon(a, room, TestServer.membership(bob, alice, "ban")));
    a.receive(
        new ServerName("c.example"),
        b.makeUpon(a, room, TestServer.membership(bob, alice, "leave")));
    a.faults
        .report(new org.matrixee.model.account.Requester(alice, 1, true))
        .lines()
        .forEach(
            line ->
                seen.add(
                    line.server()
                        + " "
                        + line.count(Fault.BAD_PDU)
                        + line.count(Fault.LAWLESS_PDU)
                        + line.count(Fault.MISPLACED_PDU)));
    assertThat(seen).containsExactly("b.example 120");
  }
}
