package org.matrixee.server.federation.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.event.Engine.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventDraft;
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

/** A server that builds the room's graph as it likes: what it gains by that. */
class HostileGraphTest {
  private static final long HIGHEST = (1L << 53) - 1;

  private final TestNetwork network = new TestNetwork();
  private final TestServer a = network.add("a.example");
  private final TestServer h = network.add("h.example");
  private final UserId alice = a.user("alice");
  private final UserId mallory = h.user("mallory");
  private final UserId eve = h.user("eve");
  private RoomId room;

  @BeforeEach
  void joinBoth() {
    room = a.engine.createRoom(alice, null).room();
    h.join(a, room, mallory);
    JsonObject join = h.makeUpon(a, room, TestServer.membership(eve, eve, "join"));
    assertThat(a.receive(h.name(), join).isAccepted()).isTrue();
    assertThat(h.receive(a.name(), join).isAccepted()).isTrue();
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  @DisplayName("federation-v1, 8: who claims to replace his ban does not undo it")
  void aLieAboutWhatIsReplacedGainsNothing() {
    TestServer c = network.add("c.example");
    c.join(a, room, c.user("carol"));
    List<EventReference> before = a.newest(room);
    long depth = a.head(room).depth() + 1;
    assertThat(a.send(room, TestServer.membership(alice, mallory, "ban"))).isTrue();
    JsonObject ban = last(a);

    JsonObject beside = h.make(room, TestServer.message(mallory, "m"), depth, before);
    JsonObject lie =
        h.make(
            room,
            TestServer.membership(mallory, mallory, "join"),
            depth + 1,
            List.of(TestServer.named(beside)),
            TestServer.id(ban));
    JsonObject fork =
        h.make(room, TestServer.message(eve, "k"), depth + 2, List.of(TestServer.named(lie)), null);
    assertThat(a.receive(h.name(), beside)).isInstanceOf(PduOutcome.SoftFailed.class);
    assertThat(a.receive(h.name(), lie)).isInstanceOf(PduOutcome.SoftFailed.class);
    assertThat(a.receive(h.name(), fork)).isInstanceOf(PduOutcome.Accepted.class);
    assertThat(a.membership(room, mallory)).isEqualTo(Membership.BAN);

    // The other way round all of it is new and right, until the ban arrives.
    for (JsonObject pdu : List.of(beside, lie, fork)) {
      assertThat(c.receive(h.name(), pdu)).isInstanceOf(PduOutcome.Accepted.class);
    }
    assertThat(c.receive(a.name(), ban)).isInstanceOf(PduOutcome.Accepted.class);
    assertThat(c.membership(room, mallory)).isEqualTo(Membership.BAN);
    assertThat(a.send(room, TestServer.message(alice, "merged"))).isTrue();
    assertThat(c.receive(a.name(), last(a)).isAccepted()).isTrue();
    assertThat(c.current(room)).isEqualTo(a.current(room));
  }

  @Test
  @DisplayName("Any number of forks leaves a ban where it is")
  void forksDoNotPushTheStateOut() {
    List<EventReference> before = a.newest(room);
    long depth = a.head(room).depth() + 1;
    assertThat(a.send(room, TestServer.membership(alice, mallory, "ban"))).isTrue();
    List<JsonObject> flood = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      flood.add(h.make(room, TestServer.message(eve, "f" + i), depth, before));
    }
    for (PduRoad.Received received : await(a.road.receive(new Origin(h.name()), flood, false))) {
      assertThat(received.outcome()).isInstanceOf(PduOutcome.Accepted.class);
    }
    assertThat(a.membership(room, mallory)).isEqualTo(Membership.BAN);
    assertThat(a.head(room).extremities()).hasSize(50);
    assertThat(bodies(a)).hasSize(60);

    // State that finds no place waits until somebody follows it.
    EventId old = a.current(room).get(StateTuple.member(eve));
    JsonObject renamed = h.make(room, TestServer.membership(eve, eve, "join"), depth, before, old);
    assertThat(a.receive(h.name(), renamed)).isInstanceOf(PduOutcome.SoftFailed.class);
    JsonObject deep = follow(renamed, 3, depth);
    assertThat(deep.getInt("depth")).isEqualTo(depth + 3);
    assertThat(a.head(room).depth()).isEqualTo(depth);
    assertThat(a.send(room, TestServer.message(alice, "merged"))).isTrue();
    assertThat(a.head(room).extremities()).hasSize(1);
    assertThat(last(a).getInt("depth")).isEqualTo(depth + 1);
    assertThat(a.membership(room, mallory)).isEqualTo(Membership.BAN);
    JsonObject after =
        h.make(
            room,
            TestServer.message(eve, "after"),
            depth + 4,
            List.of(TestServer.named(last(a)), TestServer.named(deep)));
    assertThat(a.receive(h.name(), after)).isInstanceOf(PduOutcome.Accepted.class);
    assertThat(a.current(room).get(StateTuple.member(eve))).isEqualTo(TestServer.id(renamed));
    assertThat(a.membership(room, mallory)).isEqualTo(Membership.BAN);
  }

  /** A chain of messages upon an event that is no extremity. */
  private JsonObject follow(JsonObject first, int count, long depth) {
    JsonObject tip = first;
    for (int i = 1; i <= count; i++) {
      tip =
          h.make(room, TestServer.message(eve, "c" + i), depth + i, List.of(TestServer.named(tip)));
      assertThat(a.receive(h.name(), tip).isAccepted()).isTrue();
    }
    return tip;
  }

  @Test
  @DisplayName("federation-v1, 3.1, step 2: a server outside the room adds no aliases")
  void aliasesNeedSomebodyInTheRoom() {
    TestServer x = network.add("x.example");
    JsonObject aliases = x.makeUpon(a, room, aliases(x, x.user("stranger")));
    assertThat(a.receive(x.name(), aliases)).isInstanceOf(PduOutcome.Rejected.class);
    assertThat(a.current(room)).doesNotContainKey(new StateTuple(EventType.ALIASES, "x.example"));
    JsonObject right = h.makeUpon(a, room, aliases(h, eve));
    assertThat(a.receive(h.name(), right)).isInstanceOf(PduOutcome.Accepted.class);
    // Whoever is banned speaks for nobody.
    a.send(room, TestServer.membership(alice, mallory, "ban"));
    JsonObject banned = h.makeUpon(a, room, aliases(h, mallory));
    assertThat(a.receive(h.name(), banned)).isInstanceOf(PduOutcome.Rejected.class);
  }

  private static EventDraft aliases(TestServer server, UserId sender) {
    return EventDraft.state(
        sender,
        EventType.ALIASES,
        server.name().value(),
        Json.createObjectBuilder()
            .add("aliases", Json.createArrayBuilder().add("#x:" + server.name()))
            .build());
  }

  @Test
  @DisplayName("authorization-v1, 4: nobody is protected above his own level, over a gap")
  void levelsOverAGapAreCapped() {
    RoomHead head = a.head(room);
    EventReference invented = new EventReference(new EventId("none@h.example"), null);
    EventId join = a.current(room).get(StateTuple.member(mallory));
    JsonObject armoured =
        h.make(
            room,
            TestServer.membership(mallory, mallory, "join"),
            head.depth() + 1,
            List.of(invented),
            join,
            HIGHEST);
    JsonObject seen =
        h.make(room, TestServer.message(mallory, "x"), head.depth() + 2, List.of(invented));
    network.forged = request -> request.uri().contains("/state/") ? List.of(armoured) : null;
    assertThat(a.receive(h.name(), seen)).isInstanceOf(PduOutcome.Accepted.class);
    assertThat(a.current(room).get(StateTuple.member(mallory))).isEqualTo(TestServer.id(armoured));

    assertThat(a.send(room, TestServer.membership(alice, mallory, "leave"))).isTrue();
    assertThat(a.membership(room, mallory)).isEqualTo(Membership.LEAVE);
  }

  @Test
  @DisplayName("authorization-v1, 4: nobody is protected above his own level, for newcomers")
  void levelsOfAGivenStateAreCapped() {
    EventId join = a.current(room).get(StateTuple.member(mallory));
    JsonObject armoured =
        h.make(
            room,
            TestServer.membership(mallory, mallory, "join"),
            a.head(room).depth() + 1,
            a.newest(room),
            join,
            HIGHEST);
    assertThat(a.receive(h.name(), armoured)).isInstanceOf(PduOutcome.Accepted.class);
    TestServer c = network.add("c.example");
    c.join(a, room, c.user("carol"));
    assertThat(a.send(room, TestServer.membership(alice, mallory, "ban"))).isTrue();
    assertThat(c.receive(a.name(), last(a))).isInstanceOf(PduOutcome.Accepted.class);
    assertThat(c.membership(room, mallory)).isEqualTo(Membership.BAN);
  }

  @Test
  @DisplayName("An event that is only held is not one of the room")
  void outliersAreNotAccepted() {
    TestServer x = network.add("x.example");
    UserId stranger = x.user("stranger");
    RoomHead head = a.head(room);
    EventReference invented = new EventReference(new EventId("none@x.example"), null);
    JsonObject join =
        x.make(
            room,
            TestServer.membership(stranger, stranger, "join"),
            head.depth() + 1,
            List.of(invented));
    JsonObject seen =
        x.make(room, TestServer.message(stranger, "x"), head.depth() + 2, List.of(invented));
    network.forged = request -> request.uri().contains("/state/") ? List.of(join) : null;
    a.send(
        room,
        EventDraft.state(
            alice,
            EventType.JOIN_RULES,
            "",
            Json.createObjectBuilder().add("join_rule", "invite").build()));
    a.receive(x.name(), seen);
    assertThat(a.receive(x.name(), join).isAccepted()).isFalse();
    assertThat(a.current(room)).doesNotContainKey(StateTuple.member(stranger));
  }

  @Test
  @DisplayName("federation-v1, 10: history lies below what leads to it, and is of members")
  void historyIsNeitherNewNorOfStrangers() {
    RoomHead head = a.head(room);
    JsonObject top = history(TestServer.message(eve, "above all"), HIGHEST);
    JsonObject level = history(TestServer.message(eve, "beside"), head.depth() + 2);
    JsonObject stranger =
        history(TestServer.message(h.user("stranger"), "never here"), head.depth() + 1);
    JsonObject right = history(TestServer.message(eve, "forgotten"), head.depth() + 1);
    List<JsonObject> late = List.of(top, level, stranger, right);
    sendUpon(late);
    network.forged = request -> request.uri().contains("/backfill/") ? late : null;
    assertThat(await(a.history.fill(a.room(room), 0, Long.MAX_VALUE))).isTrue();
    assertThat(bodies(a))
        .contains(TestServer.id(right).value())
        .doesNotContain(
            TestServer.id(top).value(),
            TestServer.id(level).value(),
            TestServer.id(stranger).value());
    assertThat(await(a.history.fill(a.room(room), 0, Long.MAX_VALUE))).isFalse();
  }

  /** An event that stands upon nothing that anybody has. */
  private JsonObject history(EventDraft draft, long depth) {
    return h.make(room, draft, depth, nothing("h.example"));
  }

  private static List<EventReference> nothing(String server) {
    return List.of(new EventReference(new EventId("none@" + server), null));
  }

  /** Sends an event that names what cannot be had, and is accepted over the gap. */
  private void sendUpon(List<JsonObject> late) {
    List<EventReference> prev = new ArrayList<>(a.newest(room));
    late.forEach(pdu -> prev.add(TestServer.named(pdu)));
    JsonObject seen = h.make(room, TestServer.message(eve, "seen"), a.head(room).depth() + 2, prev);
    List<JsonObject> state =
        a.own(room).stream().filter(pdu -> pdu.getBoolean("is_state")).toList();
    network.forged = request -> request.uri().contains("/state/") ? state : List.of();
    assertThat(a.receive(h.name(), seen)).isInstanceOf(PduOutcome.Accepted.class);
  }

  @Test
  @DisplayName("authorization-v1, 7.4: a redaction that comes as history strips, if it may")
  void redactionsInHistoryStrip() {
    assertThat(a.send(room, TestServer.message(alice, "secret"))).isTrue();
    EventId secret = TestServer.id(last(a));
    assertThat(a.send(room, TestServer.message(alice, "public"))).isTrue();
    EventId open = TestServer.id(last(a));
    UserId anna = a.user("anna");
    assertThat(a.send(room, TestServer.membership(anna, anna, "join"))).isTrue();
    long depth = a.head(room).depth() + 1;
    JsonObject byAlice =
        a.make(
            room,
            EventDraft.redaction(alice, secret, JsonValue.EMPTY_JSON_OBJECT),
            depth,
            nothing("a.example"));
    JsonObject byEve = history(EventDraft.redaction(eve, open, JsonValue.EMPTY_JSON_OBJECT), depth);
    List<JsonObject> late = List.of(byAlice, byEve);
    sendUpon(late);
    network.forged = request -> request.uri().contains("/backfill/") ? late : null;
    assertThat(await(a.history.fill(a.room(room), 0, Long.MAX_VALUE))).isTrue();
    assertThat(json(a, secret)).doesNotContain("secret");
    assertThat(json(a, open)).contains("public");
  }

  @Test
  @DisplayName("authorization-v1, 7.4: also what is not shown loses its content")
  void whatIsRedactedBeforeItComesIsStrippedWhateverBecomesOfIt() {
    TestServer c = network.add("c.example");
    c.join(a, room, c.user("carol"));
    List<EventReference> before = a.newest(room);
    long depth = a.head(room).depth() + 1;
    JsonObject secret = h.make(room, TestServer.message(mallory, "secret"), depth, before);
    JsonObject lawless = h.make(room, TestServer.topic(mallory, "secret"), depth, before);
    for (JsonObject target : List.of(secret, lawless)) {
      JsonObject redaction =
          a.makeUpon(
              c,
              room,
              EventDraft.redaction(alice, TestServer.id(target), JsonValue.EMPTY_JSON_OBJECT));
      assertThat(c.receive(a.name(), redaction)).isInstanceOf(PduOutcome.Accepted.class);
    }
    JsonObject ban = a.makeUpon(c, room, TestServer.membership(alice, mallory, "ban"));
    assertThat(c.receive(a.name(), ban)).isInstanceOf(PduOutcome.Accepted.class);
    assertThat(c.receive(h.name(), secret)).isInstanceOf(PduOutcome.SoftFailed.class);
    assertThat(c.receive(h.name(), lawless)).isInstanceOf(PduOutcome.Rejected.class);
    assertThat(json(c, TestServer.id(secret))).doesNotContain("secret");
    assertThat(json(c, TestServer.id(lawless))).doesNotContain("secret");
  }

  @Test
  @DisplayName("authorization-v1, 7.4: also what is only told as part of a state")
  void outliersThatAreRedactedAreStripped() {
    JsonObject content =
        Json.createObjectBuilder().add("membership", "join").add("displayname", "secret").build();
    EventDraft draft = EventDraft.state(eve, EventType.MEMBER, eve.value(), content);
    JsonObject named = history(draft, a.head(room).depth() + 2);
    JsonObject redaction =
        a.makeUpon(
            a,
            room,
            EventDraft.redaction(alice, TestServer.id(named), JsonValue.EMPTY_JSON_OBJECT));
    assertThat(a.receive(a.name(), redaction)).isInstanceOf(PduOutcome.Accepted.class);
    network.forged = request -> request.uri().contains("/state/") ? List.of(named) : null;
    JsonObject seen = history(TestServer.message(eve, "x"), a.head(room).depth() + 3);
    assertThat(a.receive(h.name(), seen)).isInstanceOf(PduOutcome.Accepted.class);
    assertThat(json(a, TestServer.id(named))).doesNotContain("secret");
  }

  @Test
  @DisplayName("Gaps that nobody can fill do not hide those below them")
  void inventedGapsDoNotEndHistory() {
    JsonObject right = history(TestServer.message(eve, "forgotten"), a.head(room).depth() + 1);
    sendUpon(List.of(right));
    List<EventReference> invented = new ArrayList<>(a.newest(room));
    for (int i = 0; i < 50; i++) {
      invented.add(new EventReference(new EventId("invented" + i + "@h.example"), null));
    }
    JsonObject above =
        h.make(room, TestServer.message(eve, "above"), a.head(room).depth() + 2, invented);
    assertThat(a.receive(h.name(), above)).isInstanceOf(PduOutcome.Accepted.class);
    // A server gives what it is asked for.
    network.forged =
        request -> request.uri().contains(right.getString("pdu_id")) ? List.of(right) : List.of();
    boolean filled = false;
    for (int page = 0; page < 4 && !filled; page++) {
      filled = await(a.history.fill(a.room(room), 0, Long.MAX_VALUE));
    }
    assertThat(filled).isTrue();
    assertThat(bodies(a)).contains(TestServer.id(right).value());
  }

  private static String json(TestServer server, EventId id) {
    return server
        .engine
        .stores
        .inTransaction(() -> server.engine.stores.events().find(id).orElseThrow())
        .json()
        .toString();
  }

  @Test
  @DisplayName("Of two events that are told for one slot the newer one counts, whatever the order")
  void aToldStateHasOneEventInEachSlot() {
    TestServer c = network.add("c.example");
    c.join(a, room, c.user("carol"));
    RoomHead head = a.head(room);
    EventDraft join = TestServer.membership(mallory, mallory, "join");
    EventId replaced = a.current(room).get(StateTuple.member(mallory));
    JsonObject older = h.make(room, join, head.depth() + 1, nothing("h.example"), replaced);
    JsonObject newer = h.make(room, join, head.depth() + 2, nothing("h.example"), replaced);
    JsonObject seen = history(TestServer.message(mallory, "x"), head.depth() + 3);
    for (TestServer server : List.of(a, c)) {
      List<JsonObject> told = server == a ? List.of(older, newer) : List.of(newer, older);
      network.forged = request -> request.uri().contains("/state/") ? told : null;
      assertThat(server.receive(h.name(), seen)).isInstanceOf(PduOutcome.Accepted.class);
      assertThat(server.current(room).get(StateTuple.member(mallory)))
          .isEqualTo(TestServer.id(newer));
    }
  }

  @Test
  @DisplayName("federation-v1, 7: prev_pdus names events by hash, not only by ID")
  void anotherEventWithTheSameIdIsNotTheOneThatIsNamed() {
    RoomHead before = a.head(room);
    List<EventReference> prev = a.newest(room);
    assertThat(a.send(room, TestServer.message(alice, "tip"))).isTrue();
    EventId tip = TestServer.id(last(a));
    List<EventReference> wrong = List.of(new EventReference(tip, "AAAA"));
    JsonObject upon = h.make(room, TestServer.message(eve, "x"), before.depth() + 2, wrong);
    assertThat(a.receive(h.name(), upon)).isInstanceOf(PduOutcome.Dropped.class);
    // Also of one that is no tip any more.
    List<EventReference> older =
        prev.stream().map(each -> new EventReference(each.id(), "AAAA")).toList();
    JsonObject beside = h.make(room, TestServer.message(eve, "x"), before.depth() + 1, older);
    assertThat(a.receive(h.name(), beside)).isInstanceOf(PduOutcome.Dropped.class);
    JsonObject right = h.make(room, TestServer.message(eve, "x"), before.depth() + 1, prev);
    assertThat(prev).allMatch(each -> each.sha256() != null);
    assertThat(a.receive(h.name(), right)).isInstanceOf(PduOutcome.Accepted.class);
  }

  @Test
  @DisplayName("federation-v1, 7: of two copies of an event the whole one is kept")
  void theWholeCopyIsKept() {
    RoomHead head = a.head(room);
    EventId join = a.current(room).get(StateTuple.member(mallory));
    JsonObject content =
        Json.createObjectBuilder().add("membership", "join").add("displayname", "Mallory").build();
    EventDraft draft = EventDraft.state(mallory, EventType.MEMBER, mallory.value(), content);
    JsonObject whole = h.make(room, draft, head.depth() + 1, a.newest(room), join);
    JsonObject stripped =
        Json.createObjectBuilder(whole)
            .add("content", Json.createObjectBuilder(content).add("displayname", "Alice"))
            .build();
    JsonObject seen = history(TestServer.message(mallory, "x"), head.depth() + 2);
    network.forged = request -> request.uri().contains("/state/") ? List.of(stripped) : null;
    assertThat(a.receive(h.name(), seen)).isInstanceOf(PduOutcome.Accepted.class);
    assertThat(json(a, TestServer.id(whole))).doesNotContain("Mallory").doesNotContain("Alice");
    network.forged = request -> null;
    assertThat(a.receive(h.name(), whole)).isInstanceOf(PduOutcome.Accepted.class);
    assertThat(json(a, TestServer.id(whole))).contains("Mallory");
  }

  private JsonObject last(TestServer server) {
    List<JsonObject> own = server.own(room);
    return own.get(own.size() - 1);
  }

  private List<String> bodies(TestServer server) {
    List<String> bodies = new ArrayList<>();
    for (StoredEvent event : server.engine.history(server.room(room))) {
      if (event.type().equals(EventType.MESSAGE) && event.status() == EventStatus.ACCEPTED) {
        bodies.add(event.id().value());
      }
    }
    return bodies;
  }
}
