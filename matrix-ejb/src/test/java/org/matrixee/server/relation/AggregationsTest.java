package org.matrixee.server.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.event.Engine.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.Relation;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.server.event.Engine;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.history.Readers;
import org.matrixee.server.history.VisibleEvents;
import org.matrixee.server.room.RoomLookup;
import org.matrixee.server.room.RoomRefs;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.GraphStore;
import org.matrixee.store.event.RelationStore;
import org.matrixee.store.memory.InMemoryStores;
import org.matrixee.store.state.StateStore;

/** What is told of a whole page costs the same whatever its length. */
class AggregationsTest {
  private static final UserId ANNA = new UserId("@anna:localhost");

  private final Engine engine = new Engine();
  private final AtomicInteger calls = new AtomicInteger();
  private final List<EventId> messages = new ArrayList<>();

  private Aggregations aggregations;
  private RoomRef room;

  @BeforeEach
  void begin() {
    InMemoryStores stores = engine.stores;
    EventStore events = counted(EventStore.class, stores.events());
    StateStore states = counted(StateStore.class, stores.states());
    RoomRefs rooms =
        new RoomRefs(
            new RoomLookup(stores.rooms(), stores.aliases(), stores.accounts(), stores.events()));
    Readers readers =
        new Readers(rooms, stores.memberships(), events, states, stores.forgottenRooms());
    aggregations =
        new Aggregations(
            counted(RelationStore.class, stores.relations()),
            events,
            readers,
            new VisibleEvents(counted(GraphStore.class, stores.graph()), states, events));
    room =
        engine.createRoom(
            new RoomVersion("11"),
            ANNA,
            List.of(
                EventDraft.state(
                    ANNA,
                    EventType.CREATE,
                    "",
                    Json.createObjectBuilder().add("room_version", "11").build()),
                EventDraft.state(
                    ANNA, EventType.MEMBER, ANNA.value(), Engine.object("membership", "join"))),
            null);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private <T> T counted(Class<T> port, T store) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              calls.incrementAndGet();
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private EventId relate(String relType, EventId parent) {
    JsonObjectBuilder content =
        Json.createObjectBuilder()
            .add("body", relType)
            .add("m.new_content", Json.createObjectBuilder())
            .add(
                Relation.RELATES_TO,
                Json.createObjectBuilder()
                    .add("rel_type", relType)
                    .add("event_id", parent.value()));
    JsonObject built = content.build();
    return await(
            engine.submit(room, ANNA, EventDraft.message(ANNA, EventType.MESSAGE, built), null))
        .event();
  }

  private EventId say() {
    EventId id = await(engine.say(room, ANNA, "hello", null)).event();
    messages.add(id);
    return id;
  }

  private Map<EventId, Aggregation> told(List<EventId> ids) {
    return engine.stores.inTransaction(
        () -> {
          List<StoredEvent> page = new ArrayList<>();
          ids.forEach(id -> page.add(engine.stores.events().find(id).orElseThrow()));
          calls.set(0);
          return aggregations.of(Engine.requester(ANNA), page);
        });
  }

  @Test
  void longPageCostsAsMuchAsAShortOne() {
    for (int i = 0; i < 20; i++) {
      EventId message = say();
      relate(Relation.REPLACE, message);
      relate(Relation.REFERENCE, message);
      relate(Relation.REPLACE, relate(Relation.THREAD, message));
    }
    assertThat(told(messages.subList(0, 1))).hasSize(1);
    int ofOne = calls.get();
    Map<EventId, Aggregation> all = told(messages);
    assertThat(all).containsOnlyKeys(messages);
    assertThat(calls.get()).isEqualTo(ofOne);
    for (Aggregation each : all.values()) {
      assertThat(each.edit()).isNotNull();
      assertThat(each.references()).hasSize(1);
      assertThat(each.thread()).isNotNull();
      assertThat(each.thread().count()).isEqualTo(1);
      assertThat(each.thread().ofLatest()).isNotNull();
      assertThat(each.thread().ofLatest().edit()).isNotNull();
    }
  }

  @Test
  void pageWithNothingToTellCostsOneStatement() {
    for (int i = 0; i < 5; i++) {
      say();
    }
    assertThat(told(messages)).isEmpty();
    assertThat(calls.get()).isEqualTo(1);
  }
}
