package org.matrixee.server.federation.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.server.event.Engine.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.json.JsonReader;
import org.matrixee.store.federation.OutboxStore;

/** Rooms that others hold: into them by their state, and out of them by what our users say. */
class RoomAdoptionTest {
  private final TestNetwork network = new TestNetwork();
  private final TestServer a = network.add("a.example");
  private final TestServer b = network.add("b.example");
  private final UserId alice = a.user("alice");
  private final UserId bob = b.user("bob");
  private final RoomId room = a.engine.createRoom(alice, null).room();

  @AfterEach
  void close() {
    network.close();
  }

  private RoomRef adopt(UnaryOperator<JsonObject> change) {
    List<JsonObject> state =
        a.engine.stores.inTransaction(
            () ->
                a.engine.stores.states().currentAll(List.of(a.room(room).nid())).values().stream()
                    .flatMap(List::stream)
                    .map(event -> JsonReader.PDU.readObject(event.json().sharedBytes()))
                    .map(change)
                    .toList());
    JsonObject join = b.makeUpon(a, room, TestServer.membership(bob, bob, "join"));
    return await(b.rooms.adopt(new RemoteRooms.Adoption(a.name(), room, state, join)));
  }

  private static UnaryOperator<JsonObject> unsigned(String type, String key) {
    return pdu ->
        pdu.getString("pdu_type").equals(type) && pdu.getString("state_key").equals(key)
            ? Json.createObjectBuilder(pdu).remove("signatures").build()
            : pdu;
  }

  @Test
  void withoutTheEventsThatItsRulesHangOnThereIsNoRoom() {
    for (String type : List.of(EventType.CREATE, EventType.JOIN_RULES)) {
      assertThatThrownBy(() -> adopt(unsigned(type, "")))
          .hasRootCauseInstanceOf(MatrixException.class)
          .hasMessageContaining("not signed");
      assertThat(b.refs.find(room)).isEmpty();
    }
    adopt(pdu -> pdu);
    assertThat(b.current(room)).containsKey(StateTuple.of(EventType.JOIN_RULES));
  }

  @Test
  void otherEventsThatDoNotHoldAreLeftOut() {
    a.send(room, TestServer.topic(alice, "of no weight"));
    adopt(unsigned(EventType.TOPIC, ""));
    assertThat(b.current(room))
        .doesNotContainKey(StateTuple.of(EventType.TOPIC))
        .containsKey(StateTuple.of(EventType.CREATE));
  }

  @Test
  void aRejectionIsKeptAndLeftForTheInviterAtOnce() {
    a.send(room, TestServer.membership(alice, bob, "invite"));
    List<JsonObject> own = a.own(room);
    JsonObject invite = own.get(own.size() - 1);
    assertThat(await(b.rooms.invite(new Origin(a.name()), invite)).isAccepted()).isTrue();
    int before = b.engine.commits.get();

    SignedPdu leave = b.signed(b.makeUpon(a, room, TestServer.membership(bob, bob, "leave")));
    assertThat(await(b.rooms.reject(b.room(room), leave, a.name())))
        .isInstanceOf(PduOutcome.Accepted.class);

    assertThat(b.engine.commits.get() - before).isEqualTo(1);
    List<OutboxStore.Entry> waiting =
        b.engine.stores.inTransaction(
            () -> b.engine.stores.outbox().peek(a.name(), Long.MAX_VALUE, 9));
    assertThat(waiting).hasSize(1);
    assertThat(a.receive(b.name(), leave.event().pdu()).isAccepted()).isTrue();
  }

  @Test
  void nobodyIsInvitedWhoIsNotThere() {
    for (String name : List.of("nobody", "Bob")) {
      UserId target = new UserId("@" + name + ":b.example");
      a.send(room, TestServer.membership(alice, target, "invite"));
      List<JsonObject> own = a.own(room);
      PduOutcome outcome = b.receive(a.name(), own.get(own.size() - 1));
      assertThat(outcome.error()).contains("There is no such user.");
    }
    assertThat(b.refs.find(room)).isEmpty();
  }

  @Test
  void whoHasLeftTellsNobodyOfTheRoom() {
    b.join(a, room, bob);
    JsonObject join = b.own(room).get(0);
    EventId id = new EventId(join.getString("pdu_id") + "@b.example");
    assertThat(ask(id)).isNotNull();
    b.send(room, TestServer.membership(bob, bob, "leave"));
    assertThatThrownBy(() -> ask(id)).isInstanceOf(MatrixException.class);
  }

  private Object ask(EventId id) {
    return b.engine.stores.inTransaction(() -> b.queries.event(new Origin(a.name()), id));
  }
}
