package org.matrixee.server.federation.out;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.Engine;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.federation.remote.RemoteAnswer;
import org.matrixee.server.federation.remote.RemoteFailure;
import org.matrixee.server.federation.remote.RemoteRequest;
import org.matrixee.store.federation.Destination;

/** Sending on the real engine: order, outages, restarts. */
class FederationSenderTest extends SenderScene {
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
