package org.matrixee.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.store.account.RequestAnswers;
import org.matrixee.store.memory.InMemoryStores;

/** Old answers go, recent ones stay. */
class AnswerMemoryTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final TransactionKey OLD = new TransactionKey(1, "send", "old");
  private static final TransactionKey RECENT = new TransactionKey(1, "send", "recent");

  private final InMemoryStores stores = new InMemoryStores();

  private void keep(TransactionKey key, Duration age) {
    RoomOutcome outcome = new RoomOutcome(new RoomId("!room:localhost"), null, null);
    stores.run(
        () ->
            stores
                .clientTransactions()
                .remember(new RequestAnswers(Map.of(key, outcome), NOW.minus(age).toEpochMilli())));
  }

  @Test
  void onlyAnswersOlderThanThreeDaysAreForgotten() {
    keep(OLD, Duration.ofDays(4));
    keep(RECENT, Duration.ofDays(2));
    AnswerMemory memory =
        new AnswerMemory(stores.clientTransactions(), Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(stores.<Integer>inTransaction(() -> memory.forget(10))).isEqualTo(1);
    assertThat(
            stores
                .inTransaction(() -> stores.clientTransactions().recall(Set.of(OLD, RECENT)))
                .keySet())
        .containsExactly(RECENT);
  }
}
