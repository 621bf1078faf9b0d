package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.TestRoom;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.federation.Destination;
import org.matrixee.store.federation.OutboxStore.Backlog;
import org.matrixee.store.federation.OutboxStore.Entry;
import org.matrixee.store.federation.OutboxStore.NewEdu;
import org.matrixee.store.federation.OutboxStore.QueuedEdu;
import org.matrixee.store.federation.OutgoingTransaction;
import org.matrixee.store.federation.SigningKeyStore.RetiredKey;
import org.matrixee.store.federation.SigningKeyStore.SigningKey;

/** Outgoing work and the signing key. */
interface FederationStoresContract extends StoresContract {
  ServerName B = new ServerName("b.example");
  ServerName C = new ServerName("c.example:8448");

  private void keep(ServerName destination, String eduType, JsonText content) {
    stores().outbox().enqueueEdus(List.of(new NewEdu(destination, eduType, content)));
  }

  @Test
  default void outboxIsReadInOrderOfPositions() {
    stores()
        .run(
            () -> {
              stores().outbox().enqueue(List.of(new Entry(B, 12, 2), new Entry(C, 11, 1)));
              stores().outbox().enqueue(List.of(new Entry(B, 9, 3), new Entry(B, 100, 4)));
              stores().outbox().enqueue(List.of());
            });
    stores()
        .run(
            () -> {
              assertThat(stores().outbox().peek(B, 99, 2))
                  .containsExactly(new Entry(B, 9, 3), new Entry(B, 12, 2));
              assertThat(stores().outbox().peek(C, 99, 2)).containsExactly(new Entry(C, 11, 1));
              assertThat(stores().outbox().peek(new ServerName("d.example"), 99, 2)).isEmpty();
            });
  }

  @Test
  default void positionsThatMayBePrecededAreLeftOut() {
    stores().run(() -> stores().outbox().enqueue(List.of(new Entry(B, 5, 1), new Entry(B, 7, 2))));
    stores()
        .run(
            () -> {
              assertThat(stores().outbox().peek(B, 6, 9)).containsExactly(new Entry(B, 5, 1));
              assertThat(stores().outbox().peek(B, 4, 9)).isEmpty();
            });
  }

  @Test
  default void whatWasSentIsTakenOut() {
    stores()
        .run(
            () ->
                stores()
                    .outbox()
                    .enqueue(List.of(new Entry(B, 5, 1), new Entry(B, 6, 2), new Entry(C, 5, 1))));
    stores().run(() -> stores().outbox().remove(B, List.of(new Entry(B, 5, 1))));
    stores().run(() -> stores().outbox().remove(B, List.of()));
    stores()
        .run(
            () -> {
              assertThat(stores().outbox().peek(B, 99, 9)).containsExactly(new Entry(B, 6, 2));
              assertThat(stores().outbox().peek(C, 99, 9)).containsExactly(new Entry(C, 5, 1));
            });
  }

  @Test
  default void edusThatMustSurviveAreKeptInOrder() {
    stores()
        .run(
            () -> {
              keep(B, "m.presence_invite", JsonText.of("{\"a\":1}"));
              keep(C, "m.presence_deny", JsonText.of("{}"));
              keep(B, "m.presence_accept", JsonText.of("{\"b\":2}"));
            });
    List<QueuedEdu> ofB = stores().inTransaction(() -> stores().outbox().peekEdus(B, 9));
    assertThat(ofB)
        .extracting(QueuedEdu::eduType)
        .containsExactly("m.presence_invite", "m.presence_accept");
    assertThat(ofB.get(1).content()).isEqualTo(JsonText.of("{\"b\":2}"));
    assertThat(stores().inTransaction(() -> stores().outbox().peekEdus(B, 1)))
        .containsExactly(ofB.get(0));
    assertThat(stores().inTransaction(() -> stores().outbox().countEdus(B, 9))).isEqualTo(2);
    assertThat(stores().inTransaction(() -> stores().outbox().countEdus(B, 1))).isEqualTo(1);
    stores().run(() -> stores().outbox().enqueueEdus(List.of()));

    stores().run(() -> stores().outbox().removeEdus(List.of(ofB.get(0).nid())));
    stores().run(() -> stores().outbox().removeEdus(List.of()));

    List<Long> nids = ofB.stream().map(QueuedEdu::nid).toList();
    assertThat(stores().inTransaction(() -> stores().outbox().findEdus(nids)))
        .containsExactly(ofB.get(1));
    assertThat(stores().inTransaction(() -> stores().outbox().findEdus(List.of()))).isEmpty();
    assertThat(stores().inTransaction(() -> stores().outbox().peekEdus(C, 9))).hasSize(1);
  }

  @Test
  default void destinationsAreDueUnlessTheyHaveToWait() {
    ServerName d = new ServerName("d.example");
    ServerName e = new ServerName("e.example");
    stores()
        .run(
            () -> {
              stores().outbox().enqueue(List.of(new Entry(B, 5, 1), new Entry(B, 6, 2)));
              stores().outbox().enqueue(List.of(new Entry(C, 5, 1), new Entry(e, 5, 1)));
              keep(d, "m.presence_invite", JsonText.of("{}"));
              keep(B, "m.presence_invite", JsonText.of("{}"));
              stores().destinations().save(Destination.unknown(C).failed(10, 100, "It is gone."));
              stores().destinations().save(Destination.unknown(e).failed(10, 50, "It is gone."));
            });
    assertThat(stores().inTransaction(() -> stores().outbox().due(99))).containsExactly(B, d, e);
    assertThat(stores().inTransaction(() -> stores().outbox().due(100)))
        .containsExactly(B, C, d, e);
  }

  @Test
  default void whatWaitsForWhomIsCounted() {
    long[] madeAt = new long[1];
    Destination failing = Destination.unknown(C).failed(10, 100, "It is gone.");
    stores()
        .run(
            () -> {
              AppendedEvent event = TestRoom.create(stores()).message("{}");
              madeAt[0] = event.event().originServerTs();
              stores()
                  .outbox()
                  .enqueue(List.of(new Entry(B, 5, event.nid()), new Entry(B, 6, event.nid())));
              keep(B, "m.presence_invite", JsonText.of("{}"));
              stores().destinations().save(failing);
              stores().destinations().save(Destination.unknown(new ServerName("d.example")));
            });
    assertThat(stores().inTransaction(() -> stores().outbox().backlogs()))
        .containsExactly(
            new Backlog(2, 1, madeAt[0], Destination.unknown(B)), new Backlog(0, 0, null, failing));
  }

  @Test
  default void howAServerAnswersIsKept() {
    Destination failed = Destination.unknown(B).sending(7).failed(10, 20, "No connection.");
    stores().run(() -> stores().destinations().save(failed));
    assertThat(stores().inTransaction(() -> stores().destinations().find(B))).contains(failed);
    Destination again = failed.failed(15, 40, "No answer in time.");
    assertThat(again.failingSince()).isEqualTo(10);
    assertThat(again.failures()).isEqualTo(2);
    stores().run(() -> stores().destinations().save(again));
    assertThat(stores().inTransaction(() -> stores().destinations().find(B))).contains(again);
    stores().run(() -> stores().destinations().save(again.healthy()));
    assertThat(stores().inTransaction(() -> stores().destinations().find(B)))
        .contains(new Destination(B, null, null, 0, null, 7));
    assertThat(stores().inTransaction(() -> stores().destinations().find(C))).isEmpty();
  }

  @Test
  default void serversThatDoNotAnswerAreListed() {
    Destination failing = Destination.unknown(C).failed(10, 20, "No connection.");
    stores()
        .run(
            () -> {
              stores().destinations().save(Destination.unknown(B));
              stores().destinations().save(failing);
            });
    assertThat(stores().inTransaction(() -> stores().destinations().failing()))
        .containsExactly(failing);
  }

  @Test
  default void aRefusedTransactionIsForgotten() {
    stores().run(() -> stores().destinations().begin(transaction(5, 0)));
    stores().run(() -> stores().destinations().withdraw(transaction(5, 0)));
    assertThat(stores().inTransaction(() -> stores().destinations().findUnanswered(B))).isEmpty();
    assertThat(stores().inTransaction(() -> stores().destinations().sentAfter(B, 0, 9))).isEmpty();
  }

  @Test
  default void aTransactionUnderWayIsFoundAgain() {
    OutgoingTransaction first = transaction(5, 0);
    OutgoingTransaction second = transaction(9, 5);
    stores().run(() -> stores().destinations().begin(first));
    assertThat(stores().inTransaction(() -> stores().destinations().findUnanswered(B)))
        .contains(first);
    stores()
        .run(
            () -> {
              stores().destinations().close(first);
              assertThat(stores().destinations().findUnanswered(B)).isEmpty();
              stores().destinations().begin(second);
            });
    assertThat(stores().inTransaction(() -> stores().destinations().findUnanswered(B)))
        .contains(second);
    assertThat(stores().inTransaction(() -> stores().destinations().findUnanswered(C))).isEmpty();
  }

  @Test
  default void theNewestTransactionsAreRemembered() {
    stores()
        .run(
            () -> {
              for (long id = 1; id <= 6; id++) {
                stores().destinations().begin(transaction(id, id - 1));
                if (id < 6) {
                  stores().destinations().close(transaction(id, id - 1));
                }
              }
            });
    assertThat(stores().inTransaction(() -> stores().destinations().sentAfter(B, 3, 9)))
        .containsExactly(transaction(4, 3), transaction(5, 4));
    stores().run(() -> stores().destinations().forgetOld(B, 3));
    stores().run(() -> stores().destinations().forgetOld(C, 3));
    stores()
        .run(
            () -> {
              assertThat(stores().destinations().sentAfter(B, 0, 1))
                  .containsExactly(transaction(4, 3));
              assertThat(stores().destinations().findUnanswered(B)).contains(transaction(6, 5));
            });
  }

  private static OutgoingTransaction transaction(long id, long previous) {
    return new OutgoingTransaction(
        B, id, previous, List.of(new Entry(B, id, 2), new Entry(B, id + 1, 3)), List.of(id, 8L));
  }

  @Test
  default void retiredSigningKeysAreKept() {
    SigningKey first = new SigningKey(new KeyId("ed25519:a"), "seed");
    SigningKey second = new SigningKey(new KeyId("ed25519:b"), "other");
    stores()
        .run(
            () -> {
              stores().signingKeys().retire(4);
              assertThat(stores().signingKeys().retired()).isEmpty();
              assertThat(stores().signingKeys().create(first, 5)).isTrue();
              assertThat(stores().signingKeys().retired()).isEmpty();
            });
    stores()
        .run(
            () -> {
              stores().signingKeys().retire(6);
              assertThat(stores().signingKeys().find()).isEmpty();
              assertThat(stores().signingKeys().create(second, 6)).isTrue();
            });
    stores()
        .run(
            () -> {
              assertThat(stores().signingKeys().find()).contains(second);
              assertThat(stores().signingKeys().retired())
                  .containsExactly(new RetiredKey(first, 6));
              stores().signingKeys().retire(7);
              assertThat(stores().signingKeys().create(first, 7)).isFalse();
              assertThat(stores().signingKeys().retired())
                  .containsExactly(new RetiredKey(second, 7), new RetiredKey(first, 6));
            });
  }

  @Test
  default void keysOfServersAreReplacedById() {
    PublishedKey a = new PublishedKey(new KeyId("ed25519:a"), "AAAA", 100, null);
    PublishedKey b = new PublishedKey(new KeyId("ed25519:b"), "BBBB", 200, null);
    PublishedKey retired = new PublishedKey(new KeyId("ed25519:a"), "AAAA", 100, 50L);
    stores()
        .run(
            () -> {
              assertThat(stores().serverKeys().find(B)).isEmpty();
              stores().serverKeys().save(B, List.of(a));
              stores().serverKeys().save(C, List.of(b));
              stores().serverKeys().save(C, List.of());
            });
    stores().run(() -> stores().serverKeys().save(B, List.of(retired, b)));
    stores()
        .run(
            () -> {
              assertThat(stores().serverKeys().find(B)).containsExactly(retired, b);
              assertThat(stores().serverKeys().find(C)).containsExactly(b);
              assertThat(stores().serverKeys().findAll(List.of(B, new ServerName("d.example"), C)))
                  .isEqualTo(Map.of(B, List.of(retired, b), C, List.of(b)));
              assertThat(stores().serverKeys().findAll(List.of())).isEmpty();
            });
  }

  @Test
  default void thereIsOneSigningKeyInUse() {
    SigningKey first = new SigningKey(new KeyId("ed25519:a"), "seed");
    stores()
        .run(
            () -> {
              assertThat(stores().signingKeys().find()).isEmpty();
              assertThat(stores().signingKeys().create(first, 5)).isTrue();
              assertThat(
                      stores()
                          .signingKeys()
                          .create(new SigningKey(new KeyId("ed25519:b"), "other"), 6))
                  .isFalse();
              assertThat(stores().signingKeys().find()).contains(first);
            });
    assertThat(stores().inTransaction(() -> stores().signingKeys().find())).contains(first);
  }
}
