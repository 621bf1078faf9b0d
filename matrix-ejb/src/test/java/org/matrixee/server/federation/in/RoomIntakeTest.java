package org.matrixee.server.federation.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.event.Engine.await;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.federation.remote.RemoteRequest;
import org.matrixee.store.event.RoomHead;

/** What is fetched for events whose past is missing, from whom, and how much of it. */
class RoomIntakeTest {
  private final TestNetwork network = new TestNetwork();
  private final TestServer a = network.add("a.example");
  private final TestServer b = network.add("b.example");
  private final TestServer stranger = network.add("h.example");
  private final TestServer victim = network.add("v.example");
  private final UserId alice = a.user("alice");
  private final UserId bob = b.user("bob");
  private RoomId room;

  @BeforeEach
  void joinTwoServers() {
    room = a.engine.createRoom(alice, null).room();
    b.join(a, room, bob);
    network.requests.clear();
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void strangersMakeUsAskNobodyElseAndBelieveNothing() {
    List<EventReference> invented = new ArrayList<>(invented(victim.name(), 50));
    invented.addAll(invented(stranger.name(), 50));
    List<JsonObject> pdus = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      UserId user = stranger.user("u" + i);
      pdus.add(stranger.make(room, TestServer.message(user, "x"), 50 + i, invented));
    }
    List<PduRoad.Received> received =
        await(a.road.receive(new Origin(stranger.name()), pdus, false));

    assertThat(received).allMatch(each -> each.outcome() instanceof PduOutcome.Dropped);
    assertThat(received.get(0).outcome().error().orElseThrow()).contains("not in the room");
    assertThat(network.asked()).containsExactly(stranger.name());
    assertThat(network.requests)
        .hasSize(RoomIntake.MOST_OF_A_STRANGER)
        .allMatch(request -> request.uri().contains("/pdu/"));
    for (JsonObject pdu : pdus) {
      assertThat(isHeld(a, id(pdu))).isFalse();
    }
  }

  @Test
  void strangersFillNoRoomWithStates() {
    JsonObject join =
        stranger.make(
            room,
            TestServer.membership(stranger.user("eve"), stranger.user("eve"), "join"),
            40,
            invented(stranger.name(), 1));
    network.forged = request -> request.uri().contains("/state/") ? List.of(join) : null;
    JsonObject message =
        stranger.make(
            room, TestServer.message(stranger.user("eve"), "x"), 41, invented(stranger.name(), 1));

    assertThat(a.receive(stranger.name(), message)).isInstanceOf(PduOutcome.Dropped.class);
    assertThat(isHeld(a, id(join))).isFalse();
  }

  @Test
  void whatIsRefusedOverAnEdgeLeavesNothingOfTheStateThatWasTold() {
    JsonObject told = b.make(room, TestServer.topic(bob, "told"), 40, invented(b.name(), 1));
    network.forged = request -> request.uri().contains("/state/") ? List.of(told) : null;
    // Only who is in the room may write, and Bob has no right to ban.
    JsonObject ban =
        b.make(room, TestServer.membership(bob, alice, "ban"), 41, invented(b.name(), 1));

    assertThat(a.receive(b.name(), ban)).isInstanceOf(PduOutcome.Rejected.class);
    assertThat(isHeld(a, id(told))).isFalse();
    assertThat(isHeld(a, id(ban))).isFalse();

    JsonObject message = b.make(room, TestServer.message(bob, "real"), 42, List.of(reference(ban)));
    network.requests.clear();
    assertThat(a.receive(b.name(), message).isAccepted()).isTrue();
    assertThat(isHeld(a, id(told))).isTrue();
  }

  @Test
  void inventedPredecessorsAreAskedForOnlySoOften() {
    List<JsonObject> pdus = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<EventReference> invented = invented(victim.name(), 100);
      pdus.add(b.make(room, TestServer.message(bob, "x"), 50 + i, invented));
    }
    await(a.road.receive(new Origin(b.name()), pdus, false));
    Map<ServerName, List<RemoteRequest>> requests =
        network.requests.stream()
            .filter(request -> request.uri().contains("/pdu/"))
            .collect(Collectors.groupingBy(RemoteRequest::destination));
    assertThat(requests.get(b.name())).hasSize(RoomIntake.MOST_FETCHED);
    assertThat(requests.get(victim.name())).hasSize(RoomIntake.MOST_FETCHED);
  }

  /** Its own first words are often faster than the news of its join. */
  @Test
  void newcomerIsAskedForItsJoin() {
    TestServer c = network.add("c.example");
    UserId carol = c.user("carol");
    c.join(a, room, carol);
    network.requests.clear();
    c.send(room, TestServer.message(carol, "hello"));

    assertThat(b.receive(c.name(), last(c)).isAccepted()).isTrue();
    assertThat(b.current(room)).isEqualTo(a.current(room));
    assertThat(network.asked()).containsExactly(c.name());
  }

  @Test
  void manyBranchesAreFetchedWhole() {
    RoomHead head = a.head(room);
    List<EventReference> prev =
        head.extremities().stream().map(RoomHead.Extremity::reference).toList();
    List<EventReference> branches = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      JsonObject branch = a.make(room, TestServer.message(alice, "m" + i), head.depth() + 1, prev);
      assertThat(a.receive(a.name(), branch).isAccepted()).isTrue();
      branches.add(reference(branch));
    }
    JsonObject merge = a.make(room, TestServer.message(alice, "all"), head.depth() + 2, branches);
    assertThat(a.receive(a.name(), merge).isAccepted()).isTrue();

    assertThat(b.receive(a.name(), merge).isAccepted()).isTrue();
    assertThat(messages(b)).isEqualTo(46);
    assertThat(network.requests).hasSize(45).allMatch(request -> request.uri().contains("/pdu/"));
  }

  /** Two of a chain come; what lies between is fetched, and no state is believed instead. */
  @Test
  void chainIsFilledBetweenWhatCame() {
    List<JsonObject> chain = new ArrayList<>();
    List<EventReference> prev = a.newest(room);
    for (int i = 0; i < 5; i++) {
      JsonObject next =
          a.make(room, TestServer.message(alice, "m" + i), a.head(room).depth() + 1, prev);
      assertThat(a.receive(a.name(), next).isAccepted()).isTrue();
      prev = List.of(reference(next));
      chain.add(next);
    }

    List<PduRoad.Received> received =
        await(b.road.receive(new Origin(a.name()), List.of(chain.get(4), chain.get(1)), false));
    assertThat(received).allMatch(each -> each.outcome().isAccepted());
    assertThat(messages(b)).isEqualTo(5);
    assertThat(network.requests).hasSize(3).allMatch(request -> request.uri().contains("/pdu/"));
  }

  private static List<EventReference> invented(ServerName server, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new EventReference(
                    new EventId("none" + System.nanoTime() + i + "@" + server), null))
        .toList();
  }

  private static EventId id(JsonObject pdu) {
    return new EventId(pdu.getString("pdu_id") + "@" + pdu.getString("origin"));
  }

  private static EventReference reference(JsonObject pdu) {
    return new EventReference(id(pdu), null);
  }

  private static boolean isHeld(TestServer server, EventId id) {
    return server.engine.stores.inTransaction(
        () -> server.engine.stores.graph().nodes(Set.of(id)).containsKey(id));
  }

  private JsonObject last(TestServer server) {
    List<JsonObject> own = server.own(room);
    return own.get(own.size() - 1);
  }

  private long messages(TestServer server) {
    return server.engine.history(server.room(room)).stream()
        .map(StoredEvent::type)
        .filter(EventType.MESSAGE::equals)
        .count();
  }
}
