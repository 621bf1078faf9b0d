package org.matrixee.server.federation.out;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.Engine;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.federation.remote.RemoteAnswer;
import org.matrixee.server.federation.remote.RemoteRequest;
import org.matrixee.server.federation.remote.ScriptedClient;
import org.matrixee.store.federation.Destination;
import org.matrixee.store.federation.OutboxStore.NewEdu;
import org.matrixee.store.federation.OutgoingTransaction;

/** The sending half of a server on the real engine, and one other server, B. */
abstract class SenderScene {
  static final UserId ANNA = new UserId("@anna:localhost");
  static final ServerName B = new ServerName("b.example");
  static final RemoteAnswer OK = new RemoteAnswer(200, JsonValue.NULL);

  final Engine engine = new Engine();
  final AtomicLong now = new AtomicLong(Clock.systemUTC().millis() + 60_000);
  final ScriptedClient client = new ScriptedClient();
  final List<ServerName> recovered = new CopyOnWriteArrayList<>();
  private final AtomicInteger invited = new AtomicInteger();
  Server server = new Server();

  /** Whether the queue takes no bells. */
  volatile boolean queueFails;

  /** Whether bells are taken and never heard. */
  volatile boolean bellsAreLost;

  /** The sending half of a server; a second one stands for a restart. */
  final class Server {
    final OutboxTransactions transactions =
        new Transactions(new Engine.Observers<>(List.of(ready -> ring(ready.destination()))));
    final FederationSender sender =
        new FederationSender(
            engine.config,
            transactions,
            client,
            engine.streams,
            engine.threads,
            new Engine.Observers<>(List.of(event -> recovered.add(event.destination()))),
            new SecureRandom(),
            clock());
    final DestinationBell bell =
        new DestinationBell(
            sender,
            new FederationQueue() {
              @Override
              void send(DestinationReady ready) {
                if (queueFails) {
                  throw new IllegalStateException("the queue is full");
                }
                if (bellsAreLost) {
                  return;
                }
                engine.threads.executor().execute(() -> sender.wake(ready.destination()));
              }
            },
            engine.threads);
    final EduOutbox edus = new EduOutbox(engine.config, sender, bell, transactions, clock());

    private void ring(ServerName destination) {
      bell.ring(destination);
    }
  }

  private final class Transactions extends OutboxTransactions {
    Transactions(jakarta.enterprise.event.Event<DestinationReady> ready) {
      super(
          engine.stores.outbox(),
          engine.stores.destinations(),
          engine.stores.events(),
          ready,
          clock());
    }

    @Override
    public Parcel next(Wish wish) {
      return engine.stores.inTransaction(() -> super.next(wish));
    }

    @Override
    public void fail(Destination failed) {
      engine.stores.run(() -> super.fail(failed));
    }

    @Override
    public void withdraw(OutgoingTransaction refused) {
      engine.stores.run(() -> super.withdraw(refused));
    }

    @Override
    public void giveUp(OutgoingTransaction refused, Destination state) {
      engine.stores.run(() -> super.giveUp(refused, state));
    }

    @Override
    public OutgoingTransaction beginEmpty(ServerName destination) {
      return engine.stores.inTransaction(() -> super.beginEmpty(destination));
    }

    @Override
    public void keep(List<NewEdu> edus) {
      engine.stores.run(() -> super.keep(edus));
    }

    @Override
    public List<ServerName> due() {
      return engine.stores.inTransaction(super::due);
    }

    @Override
    public List<Destination> failing() {
      return engine.stores.inTransaction(super::failing);
    }
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(now.get());
      }
    };
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  void listen() {
    engine.onAppended.add(appended -> server.bell.onAppended(appended));
    engine.onAdvanced.add(advanced -> server.bell.onAdvanced(advanced));
  }

  /** Makes events for B: invites of its users, since nobody of B is joined. */
  List<String> invite(RoomRef room, int count) {
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UserId target = new UserId("@u" + invited.incrementAndGet() + ":b.example");
      Engine.await(engine.member(room, ANNA, target, "invite"));
      targets.add(target.value());
    }
    return targets;
  }

  static List<String> targets(RemoteRequest request) {
    return request.body().getJsonArray("pdus").getValuesAs(JsonObject.class).stream()
        .map(pdu -> pdu.getString("state_key"))
        .toList();
  }

  List<String> allTargets() {
    return client.requests().stream().flatMap(request -> targets(request).stream()).toList();
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  boolean isOutboxEmpty() {
    return engine.stores.inTransaction(
        () -> engine.stores.outbox().peek(B, Long.MAX_VALUE, 1).isEmpty());
  }

  Destination state() {
    return engine.stores.inTransaction(
        () -> engine.stores.destinations().find(B).orElse(Destination.unknown(B)));
  }
}
