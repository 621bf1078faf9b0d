package org.matrixee.server.federation.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.event.Engine.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.room.RoomMembership;

/** Receiving PDUs: two and three servers in one process, on stores in memory. */
class PduRoadTest {
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

  @Test
  void joinGivesBothTheSameRoom() {
    assertThat(b.current(room)).isEqualTo(a.current(room)).hasSize(5);
    assertThat(b.engine.history(b.room(room)))
        .extracting(StoredEvent::type)
        .containsExactly(EventType.MEMBER);
    assertThat(b.head(room).extremities()).hasSize(1);
  }

  @Test
  void messagesGoBothWaysInOrder() {
    a.send(room, TestServer.message(alice, "one"));
    a.send(room, TestServer.message(alice, "two"));
    List<JsonObject> own = a.own(room);
    List<JsonObject> fresh = own.subList(own.size() - 2, own.size());
    List<PduRoad.Received> received = await(b.road.receive(new Origin(a.name()), fresh, false));
    assertThat(received).allMatch(each -> each.outcome().isAccepted());
    assertThat(network.requests).isEmpty();
    b.send(room, TestServer.message(bob, "three"));
    assertThat(a.receive(b.name(), last(b))).isInstanceOf(PduOutcome.Accepted.class);

    assertThat(bodies(a)).containsExactly("one", "two", "three");
    assertThat(bodies(b)).containsExactly("one", "two", "three");
    assertThat(a.head(room).extremities()).hasSize(1);
    // A second time nothing happens.
    assertThat(b.receive(a.name(), fresh.get(0))).isInstanceOf(PduOutcome.Accepted.class);
    assertThat(bodies(b)).hasSize(3);
  }

  @Test
  void missingPredecessorsAreFetchedInOrder() {
    for (int i = 0; i < 30; i++) {
      a.send(room, TestServer.message(alice, "m" + i));
    }
    assertThat(b.receive(a.name(), last(a))).isInstanceOf(PduOutcome.Accepted.class);
    assertThat(bodies(b)).hasSize(30).startsWith("m0", "m1").endsWith("m28", "m29");
    assertThat(b.head(room).extremities()).hasSize(1);
    assertThat(b.head(room).depth()).isEqualTo(a.head(room).depth());
  }

  @Test
  void aGapThatIsTooLargeEndsInStateAndLeavesAnEdge() {
    a.send(room, TestServer.topic(alice, "before the gap"));
    for (int i = 0; i < 130; i++) {
      a.send(room, TestServer.message(alice, "m" + i));
    }
    assertThat(b.receive(a.name(), last(a))).isInstanceOf(PduOutcome.Accepted.class);
    assertThat(bodies(b)).hasSize(101).endsWith("m128", "m129");
    assertThat(b.current(room)).isEqualTo(a.current(room));
    long gaps =
        b.engine.stores.inTransaction(
            () -> b.engine.stores.graph().gaps(b.room(room).nid(), 10, Long.MAX_VALUE, 10).size());
    assertThat(gaps).isEqualTo(1);
    // What is missing arrives after all: it is no new extremity.
    JsonObject late = a.own(room).get(a.own(room).size() - 102);
    PduOutcome outcome = b.receive(a.name(), late);
    assertThat(outcome.isAccepted()).as(outcome.toString()).isTrue();
    // Bob's join, which nothing held leads to, and the newest event: the next one merges them.
    assertThat(b.head(room).extremities()).hasSize(2);
    b.send(room, TestServer.message(bob, "merged"));
    assertThat(b.head(room).extremities()).hasSize(1);
    assertThat(a.receive(b.name(), last(b)).isAccepted()).isTrue();
    assertThat(a.current(room)).isEqualTo(b.current(room));
  }

  @Test
  void whatCannotBeHadIsRefused() {
    a.send(room, TestServer.message(alice, "lost"));
    a.send(room, TestServer.message(alice, "seen"));
    network.passes = request -> false;
    PduOutcome outcome = b.receive(a.name(), last(a));
    assertThat(outcome).isInstanceOf(PduOutcome.Dropped.class);
    network.passes = request -> true;
    assertThat(b.receive(a.name(), last(a)).isAccepted()).isTrue();
    assertThat(bodies(b)).containsExactly("lost", "seen");
  }

  @Test
  void forkIsMergedByTheNextEvent() {
    a.send(room, TestServer.message(alice, "a1"));
    b.send(room, TestServer.message(bob, "b1"));
    JsonObject a1 = last(a);
    JsonObject b1 = last(b);
    assertThat(a.receive(b.name(), b1).isAccepted()).isTrue();
    assertThat(b.receive(a.name(), a1).isAccepted()).isTrue();
    assertThat(a.head(room).extremities()).hasSize(2);
    a.send(room, TestServer.message(alice, "a2"));
    assertThat(a.head(room).extremities()).hasSize(1);
    assertThat(last(a).getJsonArray("prev_pdus")).hasSize(2);
    assertThat(b.receive(a.name(), last(a)).isAccepted()).isTrue();
    assertThat(b.head(room)).extracting(RoomHead::depth).isEqualTo(a.head(room).depth());
    assertThat(b.head(room).extremities()).hasSize(1);
  }

  @Test
  void conflictingTopicsGiveTheSameTopicInEveryOrder() {
    a.send(room, TestServer.topic(alice, "first"));
    b.receive(a.name(), last(a));
    for (int i = 0; i < 5; i++) {
      a.send(room, TestServer.topic(alice, "a" + i));
      b.send(room, TestServer.topic(bob, "b" + i));
    }
    List<JsonObject> all = a.own(room);
    List<JsonObject> ofA = new ArrayList<>(all.subList(all.size() - 5, all.size()));
    List<JsonObject> ofB = b.own(room);
    Collections.reverse(ofA);
    ofB.forEach(pdu -> assertThat(a.receive(b.name(), pdu).isAccepted()).isTrue());
    ofA.forEach(pdu -> assertThat(b.receive(a.name(), pdu).isAccepted()).isTrue());
    assertThat(a.current(room)).isEqualTo(b.current(room));
    // Alice's level is above Bob's: hers stays, at b an older one has come back.
    assertThat(topic(b)).isEqualTo("a4");
    assertThat(b.current(room).get(StateTuple.of(EventType.TOPIC)))
        .isEqualTo(a.current(room).get(StateTuple.of(EventType.TOPIC)));
  }

  @Test
  void banWinsOverWhatTheBannedDidMeanwhile() {
    a.send(room, TestServer.membership(alice, bob, "ban"));
    b.send(room, TestServer.message(bob, "too late"));
    assertThat(a.receive(b.name(), last(b))).isInstanceOf(PduOutcome.SoftFailed.class);
    assertThat(bodies(a)).isEmpty();
    assertThat(a.head(room).extremities()).hasSize(1);
    assertThat(b.receive(a.name(), last(a)).isAccepted()).isTrue();
    assertThat(membership(b, bob)).isEqualTo(Membership.BAN);
    // What builds on the ban is plainly not allowed.
    JsonObject after = b.makeUpon(a, room, TestServer.message(bob, "still here"));
    assertThat(a.receive(b.name(), after)).isInstanceOf(PduOutcome.Rejected.class);
    assertThat(a.head(room).extremities())
        .extracting(extremity -> extremity.reference().id())
        .doesNotContain(new EventId(after.getString("pdu_id") + "@b.example"));
  }

  @Test
  void forgedAndImpossibleEventsAreRefused() {
    RoomHead head = a.head(room);
    List<EventReference> prev =
        head.extremities().stream().map(RoomHead.Extremity::reference).toList();
    JsonObject good = b.make(room, TestServer.message(bob, "x"), head.depth() + 1, prev);

    assertThat(problem(Json.createObjectBuilder(good).remove("signatures").build()))
        .contains("not signed");
    assertThat(
            problem(Json.createObjectBuilder(good).add("ts", 5).add("origin_server_ts", 5).build()))
        .contains("signature is wrong");
    assertThat(problem(Json.createObjectBuilder(good).add("origin", "c.example").build()))
        .contains("user_id");
    assertThat(problem(b.make(room, TestServer.message(bob, "x"), head.depth() + 2, prev)))
        .contains("depth");
    assertThat(problem(b.make(room, TestServer.message(bob, "x"), head.depth(), prev)))
        .contains("depth");
    assertThat(problem(b.make(room, TestServer.message(bob, "x"), (1L << 53) - 1, prev)))
        .contains("depth");
    assertThat(problem(b.make(room, TestServer.message(bob, "x"), 1, List.of())))
        .contains("prev_pdus");
    assertThat(problem(b.make(room, TestServer.message(bob, "x".repeat(66_000)), 9, prev)))
        .contains("bytes");
    assertThat(
            problem(b.make(new RoomId("!other:a.example"), TestServer.message(bob, "x"), 9, prev)))
        .contains("not in the room");
    assertThat(bodies(a)).isEmpty();
    assertThat(a.head(room)).isEqualTo(head);
    assertThat(a.receive(b.name(), good).isAccepted()).isTrue();
  }

  private String problem(JsonObject pdu) {
    PduOutcome outcome = a.receive(b.name(), pdu);
    assertThat(outcome).isInstanceOf(PduOutcome.Dropped.class);
    return outcome.error().orElseThrow();
  }

  @Test
  void contentThatWasNotHashedIsNotKept() {
    RoomHead head = a.head(room);
    List<EventReference> prev =
        head.extremities().stream().map(RoomHead.Extremity::reference).toList();
    JsonObject good = b.make(room, TestServer.message(bob, "real"), head.depth() + 1, prev);
    JsonObject changed =
        Json.createObjectBuilder(good)
            .add(
                "content",
                Json.createObjectBuilder().add("msgtype", "m.text").add("body", "forged"))
            .build();

    assertThat(a.receive(b.name(), changed).isAccepted()).isTrue();

    StoredEvent kept =
        a.engine.history(a.room(room)).get(a.engine.history(a.room(room)).size() - 1);
    assertThat(kept.json().toString()).contains("\"content\":{}").doesNotContain("forged");
  }

  @Test
  void redactionAndItsTargetMayComeInEitherOrder() {
    a.send(room, TestServer.message(alice, "secret"));
    EventId target = new EventId(last(a).getString("pdu_id") + "@a.example");
    JsonObject message = last(a);
    a.send(
        room,
        org.matrixee.model.event.EventDraft.redaction(
            alice, target, jakarta.json.JsonValue.EMPTY_JSON_OBJECT));
    JsonObject redaction = last(a);
    List<PduRoad.Received> both =
        await(b.road.receive(new Origin(a.name()), List.of(redaction, message), false));
    assertThat(both).allMatch(each -> each.outcome().isAccepted());
    StoredEvent stored =
        b.engine.stores.inTransaction(() -> b.engine.stores.events().find(target).orElseThrow());
    assertThat(stored.redactedBy()).isNotNull();
    assertThat(stored.json().toString()).doesNotContain("secret");
  }

  @Test
  void invitesComeFromRoomsThatAreNotOurs() {
    TestServer c = network.add("c.example");
    UserId carol = c.user("carol");
    a.send(room, TestServer.membership(alice, carol, "invite"));
    JsonObject invite = last(a);

    assertThat(await(c.rooms.invite(new Origin(a.name()), invite)).isAccepted()).isTrue();
    assertThat(membership(c, carol)).isEqualTo(Membership.INVITE);
    assertThat(c.receive(a.name(), a.own(room).get(0))).isInstanceOf(PduOutcome.Dropped.class);

    c.join(a, room, carol);
    assertThat(c.current(room)).isEqualTo(a.current(room));
    assertThat(membership(c, carol)).isEqualTo(Membership.JOIN);
  }

  @Test
  void eventsThatArriveDuringAJoinWait() {
    TestServer c = network.add("c.example");
    UserId carol = c.user("carol");
    try (RemoteRooms.Expectation expected = c.rooms.expect(room)) {
      a.send(room, TestServer.message(alice, "early"));
      var waiting = c.road.receive(new Origin(a.name()), last(a)).toCompletableFuture();
      c.join(a, room, carol);
      assertThat(waiting).isNotDone();
      a.send(room, TestServer.message(alice, "late"));
      var second = c.road.receive(new Origin(a.name()), last(a)).toCompletableFuture();
      expected.close();
      assertThat(await(second).isAccepted()).isTrue();
      await(waiting);
    }
    assertThat(c.current(room)).isEqualTo(a.current(room));
    assertThat(bodies(c)).contains("late");
  }

  @Test
  void historyFromBeforeTheJoinIsFetchedOnce() {
    for (int i = 0; i < 150; i++) {
      a.send(room, TestServer.message(alice, "m" + i));
    }
    TestServer c = network.add("c.example");
    c.join(a, room, c.user("carol"));
    RoomHead head = c.head(room);
    long position = c.engine.streams.clock().readable();
    assertThat(bodies(c)).isEmpty();

    assertThat(await(c.history.fill(c.room(room), 0, Long.MAX_VALUE))).isTrue();
    assertThat(bodies(c)).hasSize(100).endsWith("m148", "m149");
    assertThat(await(c.history.fill(c.room(room), 0, Long.MAX_VALUE))).isTrue();
    assertThat(bodies(c)).hasSize(150).startsWith("m0", "m1");
    assertThat(await(c.history.fill(c.room(room), 0, Long.MAX_VALUE))).isFalse();

    List<StoredEvent> history = c.engine.history(c.room(room));
    assertThat(history).hasSameSizeAs(a.engine.history(a.room(room)));
    assertThat(history.subList(0, history.size() - 1)).allMatch(event -> event.position() < 0);
    assertThat(c.head(room).extremities()).isEqualTo(head.extremities());
    assertThat(c.head(room).snapshot()).isEqualTo(head.snapshot());
    assertThat(c.current(room)).isEqualTo(a.current(room));
    assertThat(c.engine.streams.clock().readable()).isEqualTo(position);
    assertThat(
            c.engine.stores.inTransaction(
                () -> c.engine.stores.graph().gaps(c.room(room).nid(), 0, Long.MAX_VALUE, 9)))
        .isEmpty();
  }

  @Test
  void aRoomOfAThousandMembersIsAdoptedAtOnce() {
    List<TestServer> others =
        List.of(network.add("d.example"), network.add("e.example"), network.add("f.example"));
    RoomHead head = a.head(room);
    List<EventReference> prev =
        head.extremities().stream().map(RoomHead.Extremity::reference).toList();
    long depth = head.depth();
    List<JsonObject> joins = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      TestServer server = others.get(i % others.size());
      UserId user = server.user("user" + i);
      JsonObject join = server.make(room, TestServer.membership(user, user, "join"), ++depth, prev);
      joins.add(join);
      EventId id = new EventId(join.getString("pdu_id") + "@" + server.name());
      prev = List.of(new EventReference(id, null));
    }
    for (int i = 0; i < joins.size(); i += 50) {
      assertThat(await(a.road.receive(new Origin(b.name()), joins.subList(i, i + 50), false)))
          .allMatch(each -> each.outcome().isAccepted());
    }
    assertThat(a.current(room)).hasSize(1005);

    TestServer c = network.add("c.example");
    long started = System.nanoTime();
    c.join(a, room, c.user("carol"));
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));

    assertThat(c.current(room)).isEqualTo(a.current(room));
    assertThat(c.engine.commits).hasValue(1);
  }

  private JsonObject last(TestServer server) {
    List<JsonObject> own = server.own(room);
    return own.get(own.size() - 1);
  }

  private Membership membership(TestServer server, UserId user) {
    return server.engine.stores.inTransaction(
        () ->
            server
                .engine
                .stores
                .memberships()
                .find(server.room(room).nid(), user)
                .map(RoomMembership::membership)
                .orElseThrow());
  }

  private String topic(TestServer server) {
    return server.engine.stores.inTransaction(
        () ->
            org.matrixee.server.event.EventReader.decode(
                    server
                        .engine
                        .stores
                        .states()
                        .currentOfType(server.room(room).nid(), EventType.TOPIC)
                        .get(0))
                .content()
                .getString("topic"));
  }

  private List<String> bodies(TestServer server) {
    List<String> bodies = new ArrayList<>();
    for (StoredEvent event : server.engine.history(server.room(room))) {
      if (event.type().equals(EventType.MESSAGE) && event.status() == EventStatus.ACCEPTED) {
        bodies.add(
            org.matrixee.server.event.EventReader.decode(event).content().getString("body", ""));
      }
    }
    return bodies;
  }
}
