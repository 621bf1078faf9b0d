package org.matrixee.server.federation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.Engine;
import org.matrixee.server.room.RoomLookup;
import org.matrixee.server.room.RoomRefs;
import org.matrixee.store.federation.DestinationStore;
import org.matrixee.store.federation.OutboxStore;
import org.matrixee.store.federation.OutgoingTransaction;
import org.matrixee.store.memory.InMemoryStores;

/** What a server pulls while it is being sent (2014: federation-v1, 4). */
class PulledEventsTest {
  private static final ServerName PULLER = new ServerName("puller.example");

  private final Engine engine = new Engine();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void eventWhoseTransactionIsAnsweredMeanwhileIsNotMissed() {
    StoredEvent event =
        engine.history(engine.createRoom(new UserId("@anna:localhost"), null)).get(0);
    AtomicBoolean answered = new AtomicBoolean();
    OutgoingTransaction transaction =
        new OutgoingTransaction(
            PULLER, 2, 1, List.of(new OutboxStore.Entry(PULLER, 1, event.nid())), List.of());
    // The answer arrives after the first thing that is looked at, whichever that is.
    DestinationStore destinations =
        fake(
            DestinationStore.class,
            method ->
                switch (method) {
                  case "sentAfter" -> answered.getAndSet(true) ? List.of(transaction) : List.of();
                  case "findUnanswered" ->
                      answered.getAndSet(true) ? Optional.empty() : Optional.of(transaction);
                  default -> throw new AssertionError(method);
                });
    OutboxStore outbox =
        fake(
            OutboxStore.class,
            method -> {
              answered.set(true);
              return List.of();
            });
    EventQueryService service = service(outbox, destinations);
    assertThat(engine.stores.inTransaction(() -> service.sentAfter(new Origin(PULLER), 1)))
        .containsExactly(event.json());
  }

  private EventQueryService service(OutboxStore outbox, DestinationStore destinations) {
    InMemoryStores stores = engine.stores;
    RoomRefs rooms =
        new RoomRefs(
            new RoomLookup(stores.rooms(), stores.aliases(), stores.accounts(), stores.events()));
    return new EventQueryService(
        rooms,
        stores.memberships(),
        stores.events(),
        stores.graph(),
        stores.states(),
        outbox,
        destinations,
        engine.config);
  }

  private interface Answers {
    Object of(String method);
  }

  private static <T> T fake(Class<T> port, Answers answers) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> answers.of(method.getName())));
  }
}
