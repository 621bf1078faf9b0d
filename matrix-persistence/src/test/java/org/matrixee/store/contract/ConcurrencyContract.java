package org.matrixee.store.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.store.TestRoom;
import org.matrixee.store.account.RequestAnswers;
import org.matrixee.store.event.RoomLock;
import org.matrixee.store.federation.SigningKeyStore.SigningKey;
import org.matrixee.store.room.AliasMapping;

/** What two transactions at once may see of each other; for stores whose transactions overlap. */
interface ConcurrencyContract extends StoresContract {
  /** Works in a transaction of another thread. */
  private <T> CompletableFuture<T> elsewhere(Supplier<T> work) {
    return CompletableFuture.supplyAsync(
        () -> stores().inTransaction(work), task -> new Thread(task).start());
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(30, SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Still waiting for the other transaction: an answer within this time would be a fault. */
  private static void assertWaits(CompletableFuture<?> future) {
    assertThatThrownBy(() -> future.get(300, MILLISECONDS)).isInstanceOf(TimeoutException.class);
  }

  @Test
  default void aLockedRoomIsWaitedForAndReadAfresh() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    CompletableFuture<RoomLock> second =
        stores()
            .inTransaction(
                () -> {
                  room.message("{}");
                  CompletableFuture<RoomLock> waiting = elsewhere(room::lock);
                  assertWaits(waiting);
                  return waiting;
                });

    assertThat(get(second).revision()).isEqualTo(1);
  }

  @Test
  default void otherRoomsAreNotWaitedFor() {
    TestRoom one = stores().inTransaction(() -> TestRoom.create(stores()));
    TestRoom two = stores().inTransaction(() -> TestRoom.create(stores()));
    stores()
        .run(
            () -> {
              one.message("{}");
              assertThat(get(elsewhere(() -> two.message("{}")))).isNotNull();
            });
  }

  @Test
  default void locksInAnyOrderNeverDeadlock() {
    List<TestRoom> rooms = new ArrayList<>();
    stores()
        .run(
            () -> {
              for (int i = 0; i < 8; i++) {
                rooms.add(TestRoom.create(stores()));
              }
            });
    List<Long> forwards = rooms.stream().map(TestRoom::nid).toList();
    List<Long> backwards = new ArrayList<>(forwards);
    Collections.reverse(backwards);
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<Long> order = i % 2 == 0 ? forwards : backwards;
      all.add(elsewhere(() -> stores().events().lock(order).size()));
    }
    all.forEach(future -> assertThat(get(future)).isEqualTo(8));
  }

  /** The first transaction commits or not; the second is told, and goes on. */
  private void assertOneWins(
      Supplier<Boolean> create, Supplier<Boolean> createSame, boolean commit) {
    CountDownLatch created = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Boolean> first =
        elsewhere(
            () -> {
              boolean done = create.get();
              created.countDown();
              await(go);
              if (!commit) {
                throw new IllegalStateException("on purpose");
              }
              return done;
            });
    await(created);
    CompletableFuture<Boolean> second =
        elsewhere(
            () -> {
              boolean done = createSame.get();
              // The transaction must still be good.
              assertThat(stores().events().maxPosition()).isNotNegative();
              stores().accounts().create(new Account(TestRoom.BOB, null, null, null, false, 1));
              return done;
            });
    assertWaits(second);
    go.countDown();
    assertThat(get(second)).isEqualTo(!commit);
    assertThat(stores().inTransaction(() -> stores().accounts().find(TestRoom.BOB))).isPresent();
    if (commit) {
      assertThat(get(first)).isTrue();
    }
  }

  @Test
  default void oneOfTwoAccountsWins() {
    Account account = new Account(TestRoom.ALICE, null, null, null, false, 1);
    Supplier<Boolean> create = () -> stores().accounts().create(account);
    assertOneWins(create, create, true);
  }

  @Test
  default void aRolledBackAccountIsFree() {
    Account account = new Account(TestRoom.ALICE, null, null, null, false, 1);
    Supplier<Boolean> create = () -> stores().accounts().create(account);
    assertOneWins(create, create, false);
  }

  @Test
  default void oneOfTwoAliasesWins() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    RoomAlias alias = new RoomAlias("#a:a.example");
    AliasMapping mapping =
        new AliasMapping(
            alias, room.nid(), room.id(), List.of(TestRoom.ALICE.server()), TestRoom.ALICE);
    Supplier<Boolean> create = () -> stores().aliases().create(mapping);
    assertOneWins(create, create, true);
  }

  @Test
  default void oneOfTwoSigningKeysWins() {
    assertOneWins(
        () -> stores().signingKeys().create(new SigningKey(new KeyId("ed25519:a"), "s"), 1),
        () -> stores().signingKeys().create(new SigningKey(new KeyId("ed25519:b"), "s"), 1),
        true);
  }

  @Test
  default void aRequestIsNeverDoneTwice() {
    TransactionKey key = new TransactionKey(1, "/p", "1");
    RoomOutcome outcome = new RoomOutcome(new RoomId("!r:a.example"), null, null);
    CompletableFuture<Boolean> second =
        stores()
            .inTransaction(
                () -> {
                  stores()
                      .clientTransactions()
                      .remember(new RequestAnswers(Map.of(key, outcome), 1));
                  CompletableFuture<Boolean> waiting =
                      elsewhere(
                          () -> {
                            stores()
                                .clientTransactions()
                                .remember(new RequestAnswers(Map.of(key, outcome), 1));
                            return true;
                          });
                  assertWaits(waiting);
                  return waiting;
                });

    assertThatThrownBy(() -> second.get(30, SECONDS)).isInstanceOf(ExecutionException.class);
  }
}
