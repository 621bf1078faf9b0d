package org.matrixee.server.federation.out;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.federation.remote.RemoteAnswer;

/** What a server refuses to read, while it takes other things or nothing at all. */
class RefusedTransactionsTest extends SenderScene {
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
    List<List<String>> transactions = client.requests().stream().map(SenderScene::targets).toList();
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
  void aServerThatLacksNothingButWhatItRefusesIsHealthy() {
    RoomRef room = engine.createRoom(ANNA, null);
    invite(room, 1);
    client.answer(
        request -> targets(request).isEmpty() ? OK : new RemoteAnswer(413, JsonValue.NULL));
    server.sender.wake(B);
    for (int i = 0; i < 2; i++) {
      until(() -> server.sender.lane(B).isWaiting());
      int before = client.requests().size();
      now.addAndGet(10_000);
      server.sender.retryDue();
      until(() -> client.requests().size() > before);
    }
    until(this::isOutboxEmpty);
    assertThat(client.requests()).hasSize(4);
    assertThat(state().failingSince()).isNull();
    assertThat(state().failures()).isZero();
  }
}
