package org.matrixee.server.federation.out;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
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
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.Engine;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.federation.out.OutgoingEdus.Lasting;
import org.matrixee.server.federation.remote.RemoteAnswer;
import org.matrixee.server.federation.remote.RemoteFailure;
import org.matrixee.server.federation.remote.RemoteRequest;
import org.matrixee.server.federation.remote.ScriptedClient;
import org.matrixee.store.federation.Destination;
import org.matrixee.store.federation.OutboxStore.NewEdu;
import org.matrixee.store.federation.OutgoingTransaction;

/** Sending on the real engine: order, outages, restarts, refusals. */
class FederationSenderTest {
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final ServerName B = new ServerName("b.example");
  private static final RemoteAnswer OK = new RemoteAnswer(200, JsonValue.NULL);

  private final Engine engine = new Engine();
  private final AtomicLong now = new AtomicLong(Clock.systemUTC().millis() + 60_000);
  private final ScriptedClient client = new ScriptedClient();
  private final List<ServerName> recovered = new CopyOnWriteArrayList<>();
  private final AtomicInteger invited = new AtomicInteger();
  private Server server = new Server();

  /** The sending half of a server; a second one stands for a restart. */
  private final class Server {
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
    public void giveUp(OutgoingTransaction refused) {
      engine.stores.run(() -> super.giveUp(refused));
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

  private void listen() {
    engine.onAppended.add(appended -> server.bell.onAppended(appended));
    engine.onAdvanced.add(advanced -> server.bell.onAdvanced(advanced));
  }

  /** Makes events for B: invites of its users, since nobody of B is joined. */
  private List<String> invite(RoomRef room, int count) {
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UserId target = new UserId("@u" + invited.incrementAndGet() + ":b.example");
      Engine.await(engine.member(room, ANNA, target, "invite"));
      targets.add(target.value());
    }
    return targets;
  }

  private static List<String> targets(RemoteRequest request) {
    return request.body().getJsonArray("pdus").getValuesAs(JsonObject.class).stream()
        .map(pdu -> pdu.getString("state_key"))
        .toList();
  }

  private List<String> allTargets() {
    return client.requests().stream().flatMap(request -> targets(request).stream()).toList();
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private boolean isOutboxEmpty() {
    return engine.stores.inTransaction(
        () -> engine.stores.outbox().peek(B, Long.MAX_VALUE, 1).isEmpty());
  }

  private Destination state() {
    return engine.stores.inTransaction(
        () -> engine.stores.destinations().find(B).orElse(Destination.unknown(B)));
  }

  @Test
  void eventsGoOutAtOnceAndInOrder() {
    listen();
    client.answer(request -> OK);
    RoomRef room = engine.createRoom(ANNA, null);
    List<String> sent = invite(room, 120);
    until(() -> allTargets().size() == 120);
    until(this::isOutboxEmpty);
    assertThat(allTargets()).isEqualTo(sent);
    RemoteRequest last = client.requests().get(client.requests().size() - 1);
    assertThat(last.method()).isEqualTo("PUT");
    assertThat(last.destination()).isEqualTo(B);
    JsonObject body = last.body();
    assertThat(last.uri())
        .isEqualTo("/_matrix/federation/v1/send/" + body.getString("transaction_id") + "/");
    assertThat(body.getJsonArray("pdus").getJsonObject(0).containsKey("signatures")).isTrue();
  }

  @Test
  void whatGatheredDuringAnOutageGoesInTransactionsOfFifty() {
    RoomRef room = engine.createRoom(ANNA, null);
    List<String> sent = invite(room, 120);
    client.answer(request -> OK);
    server.sender.sweep();
    until(() -> allTargets().size() == 120);
    assertThat(client.requests())
        .extracting(request -> targets(request).size())
        .containsExactly(50, 50, 20);
    assertThat(allTargets()).isEqualTo(sent);
    List<String> ids =
        client.requests().stream().map(r -> r.body().getString("transaction_id")).toList();
    assertThat(ids).doesNotHaveDuplicates().isSorted();
    List<String> previous = new ArrayList<>();
    for (RemoteRequest request : client.requests()) {
      JsonArray names = request.body().getJsonArray("prev_ids");
      previous.add(names.isEmpty() ? "" : ((JsonString) names.get(0)).getString());
    }
    assertThat(previous).containsExactly("", ids.get(0), ids.get(1));
  }

  @Test
  void aServerThatFailsIsLeftAloneAndThenSentTheSameTransactionAgain() {
    RoomRef room = engine.createRoom(ANNA, null);
    List<String> sent = invite(room, 3);
    client.answer(request -> new RemoteAnswer(503, JsonValue.NULL));
    server.sender.wake(B);
    until(() -> state().failures() == 1 && server.sender.lane(B).isWaiting());
    assertThat(state().lastError()).contains("503");
    sent.addAll(invite(room, 2));
    server.sender.wake(B);
    server.sender.retryDue();
    assertThat(client.requests()).hasSize(1);

    now.addAndGet(1300);
    server.sender.retryDue();
    until(() -> state().failures() == 2 && server.sender.lane(B).isWaiting());
    client.answer(request -> OK);
    now.addAndGet(2500);
    server.sender.retryDue();
    until(this::isOutboxEmpty);

    assertThat(client.requests()).hasSize(4);
    JsonObject first = client.requests().get(0).body();
    JsonObject third = client.requests().get(2).body();
    assertThat(third.getString("transaction_id")).isEqualTo(first.getString("transaction_id"));
    assertThat(targets(client.requests().get(2))).isEqualTo(sent.subList(0, 3));
    assertThat(targets(client.requests().get(3))).isEqualTo(sent.subList(3, 5));
    int age = age(third) - age(first);
    assertThat(age).isEqualTo(3800);
    assertThat(state().failingSince()).isNull();
    assertThat(recovered).containsExactly(B);
  }

  private static int age(JsonObject transaction) {
    return transaction
        .getJsonArray("pdus")
        .getJsonObject(0)
        .getJsonObject("unsigned")
        .getInt("age");
  }

  @Test
  void afterARestartTheTransactionUnderWayIsSentAgainWithItsIdAndContent() {
    RoomRef room = engine.createRoom(ANNA, null);
    List<String> sent = invite(room, 3);
    // Never answered: the server is killed.
    client.answer(
        request -> {
          throw new RemoteFailure(B, RemoteFailure.Kind.UNREACHABLE, "gone");
        });
    server.sender.wake(B);
    until(() -> client.requests().size() == 1 && server.sender.lane(B).isWaiting());
    sent.addAll(invite(room, 2));

    server = new Server();
    client.answer(request -> OK);
    server.sender.resume();
    server.edus.send(B, "m.typing", JsonValue.EMPTY_JSON_OBJECT, null);
    now.addAndGet(2000);
    server.sender.retryDue();
    until(() -> client.requests().size() == 3 && isOutboxEmpty());

    RemoteRequest repeat = client.requests().get(1);
    assertThat(repeat.uri()).isEqualTo(client.requests().get(0).uri());
    assertThat(targets(repeat)).isEqualTo(sent.subList(0, 3));
    assertThat(repeat.body().containsKey("edus")).isFalse();
    assertThat(targets(client.requests().get(2))).isEqualTo(sent.subList(3, 5));
    assertThat(client.requests().get(2).body().getJsonArray("edus")).hasSize(1);
  }

  @Test
  void aSignOfLifeEndsThePause() {
    RoomRef room = engine.createRoom(ANNA, null);
    invite(room, 1);
    engine.stores.run(
        () -> {
          Destination long_ago = Destination.unknown(B);
          for (int i = 0; i < 12; i++) {
            long_ago = long_ago.failed(now.get(), now.get() + 3_600_000, "gone");
          }
          engine.stores.destinations().save(long_ago);
        });
    server.sender.resume();
    server.sender.sweep();
    server.sender.retryDue();
    assertThat(client.requests()).isEmpty();

    new SignOfLife(server.sender).seen(B);
    until(() -> client.requests().size() == 1 && server.sender.lane(B).isWaiting());
    assertThat(state().failures()).as("it starts from the shortest pause again").isEqualTo(1);
    new SignOfLife(server.sender).seen(B);
    now.addAndGet(1500);
    client.answer(request -> OK);
    new SignOfLife(server.sender).seen(B);
    until(this::isOutboxEmpty);
    assertThat(client.requests()).hasSize(2);
    new SignOfLife(server.sender).seen(new ServerName("stranger.example"));
  }

  @Test
  void aRefusedTransactionIsSentOneByOneAndOnlyWhatIsRefusedAloneIsGivenUp() {
    RoomRef room = engine.createRoom(ANNA, null);
    List<String> sent = invite(room, 5);
    String poison = sent.get(2);
    client.answer(
        request -> targets(request).contains(poison) ? new RemoteAnswer(400, JsonValue.NULL) : OK);
    server.sender.wake(B);
    for (int i = 0; i < 2; i++) {
      until(() -> server.sender.lane(B).isWaiting());
      int before = client.requests().size();
      now.addAndGet(10_000);
      server.sender.retryDue();
      until(() -> client.requests().size() > before);
    }
    until(this::isOutboxEmpty);
    List<List<String>> transactions =
        client.requests().stream().map(FederationSenderTest::targets).toList();
    assertThat(transactions)
        .containsExactly(
            sent,
            List.of(sent.get(0)),
            List.of(sent.get(1)),
            List.of(poison),
            List.of(poison),
            List.of(poison),
            List.of(),
            List.of(sent.get(3)),
            List.of(sent.get(4)));
  }

  @Test
  void aServerThatRefusesEverythingLosesNothing() {
    RoomRef room = engine.createRoom(ANNA, null);
    List<String> sent = invite(room, 2);
    client.answer(request -> new RemoteAnswer(400, JsonValue.NULL));
    server.sender.wake(B);
    for (int i = 0; i < 12; i++) {
      int before = client.requests().size();
      until(() -> server.sender.lane(B).isWaiting());
      now.addAndGet(5_000_000);
      server.sender.retryDue();
      until(() -> client.requests().size() > before);
    }
    until(() -> server.sender.lane(B).isWaiting());
    int refused = client.requests().size();
    client.answer(request -> OK);
    now.addAndGet(5_000_000);
    server.sender.retryDue();
    until(this::isOutboxEmpty);
    assertThat(allTargets().subList(allTargets().size() - 2, allTargets().size())).isEqualTo(sent);
    assertThat(client.requests().size()).isGreaterThan(refused);
  }

  @Test
  void listAnswersAreKeptOverARestartAndOtherEdusAreNot() {
    client.answer(
        request -> {
          throw new RemoteFailure(B, RemoteFailure.Kind.UNREACHABLE, "gone");
        });
    JsonObject content = Engine.object("observer_user", "@anna:localhost");
    server.edus.keep(List.of(new Lasting(B, "m.presence_invite", content)));
    server.edus.send(B, "m.typing", content, null);
    until(() -> server.sender.lane(B).isWaiting());

    server = new Server();
    List<RemoteRequest> before = client.requests();
    client.answer(request -> OK);
    now.addAndGet(5000);
    server.sender.sweep();
    until(() -> engine.stores.inTransaction(() -> engine.stores.outbox().peekEdus(B, 1).isEmpty()));
    RemoteRequest sent = client.requests().get(before.size());
    assertThat(sent.body().getJsonArray("edus")).hasSize(1);
    JsonObject edu = sent.body().getJsonArray("edus").getJsonObject(0);
    assertThat(edu.getString("edu_type")).isEqualTo("m.presence_invite");
    assertThat(edu.getJsonObject("content")).isEqualTo(content);
    assertThat(sent.body().getJsonArray("pdus")).isEmpty();
  }

  @Test
  void nothingIsSentToOurselves() {
    server.edus.send(engine.config.serverName(), "m.typing", JsonValue.EMPTY_JSON_OBJECT, null);
    server.edus.keep(
        List.of(
            new Lasting(
                engine.config.serverName(), "m.presence_invite", JsonValue.EMPTY_JSON_OBJECT)));
    server.sender.sweep();
    assertThat(client.requests()).isEmpty();
  }

  @Test
  void oneDeadServerHoldsUpNoOther() {
    listen();
    Function<RemoteRequest, RemoteAnswer> onlyB =
        request -> {
          if (!request.destination().equals(B)) {
            throw new RemoteFailure(
                request.destination(), RemoteFailure.Kind.UNKNOWN_NAME, "no such name");
          }
          return OK;
        };
    client.answer(onlyB);
    RoomRef room = engine.createRoom(ANNA, null);
    for (int i = 0; i < 200; i++) {
      Engine.await(engine.member(room, ANNA, new UserId("@x:dead" + i + ".example"), "invite"));
    }
    List<String> sent = invite(room, 3);
    until(() -> allTargets().containsAll(sent));
    until(this::isOutboxEmpty);
  }
}
