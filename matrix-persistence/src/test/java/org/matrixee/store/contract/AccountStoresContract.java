package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.store.TestRoom;
import org.matrixee.store.account.RequestAnswers;

/** Accounts, tokens and finished requests. */
interface AccountStoresContract extends StoresContract {
  RoomId ROOM = new RoomId("!room:a.example");

  private static Account alice(boolean admin) {
    return new Account(TestRoom.ALICE, "$argon2id$x", "Al", "mxc://a/b", admin, 7);
  }

  @Test
  default void accountsAreFoundTogether() {
    Account one = new Account(new UserId("@one:example.org"), null, "One", null, false, 1);
    Account two = new Account(new UserId("@two:example.org"), "hash", null, "mxc://a/b", true, 2);
    UserId nobody = new UserId("@nobody:example.org");
    stores()
        .run(
            () -> {
              stores().accounts().create(one);
              stores().accounts().create(two);
            });
    stores()
        .run(
            () -> {
              assertThat(
                      stores().accounts().findAll(List.of(one.user(), nobody, two.user())).values())
                  .containsExactlyInAnyOrder(one, two);
              assertThat(stores().accounts().findAll(List.of())).isEmpty();
            });
  }

  @Test
  default void accountIsKeptAsItWasMade() {
    stores()
        .run(
            () -> {
              assertThat(stores().accounts().find(TestRoom.ALICE)).isEmpty();
              assertThat(stores().accounts().create(alice(true))).isTrue();
            });
    stores()
        .run(
            () -> {
              assertThat(stores().accounts().find(TestRoom.ALICE)).contains(alice(true));
              assertThat(stores().accounts().find(TestRoom.BOB)).isEmpty();
            });
  }

  @Test
  default void takenUserIdLeavesTheTransactionAlive() {
    stores().run(() -> stores().accounts().create(alice(true)));
    Account bob = new Account(TestRoom.BOB, null, null, null, false, 8);
    stores()
        .run(
            () -> {
              assertThat(stores().accounts().create(alice(false))).isFalse();
              assertThat(stores().accounts().create(bob)).isTrue();
            });
    stores()
        .run(
            () -> {
              assertThat(stores().accounts().find(TestRoom.ALICE)).contains(alice(true));
              assertThat(stores().accounts().find(TestRoom.BOB)).contains(bob);
            });
  }

  @Test
  default void namesAndAvatarsAreSetAndCleared() {
    stores().run(() -> stores().accounts().create(alice(false)));
    String odd = "\uD83D\uDE00 \u202Eleft " + "long".repeat(500);
    stores()
        .run(
            () -> {
              assertThat(stores().accounts().setDisplayName(TestRoom.ALICE, odd)).isTrue();
              assertThat(stores().accounts().setAvatarUrl(TestRoom.ALICE, null)).isTrue();
              assertThat(stores().accounts().setDisplayName(TestRoom.BOB, "x")).isFalse();
              assertThat(stores().accounts().setAvatarUrl(TestRoom.BOB, null)).isFalse();
            });
    assertThat(stores().inTransaction(() -> stores().accounts().find(TestRoom.ALICE)))
        .contains(new Account(TestRoom.ALICE, "$argon2id$x", odd, null, false, 7));
  }

  @Test
  default void passwordsAreSetAndCleared() {
    stores().run(() -> stores().accounts().create(alice(false)));
    stores()
        .run(
            () -> {
              assertThat(stores().accounts().setPasswordHash(TestRoom.ALICE, "other")).isTrue();
              assertThat(stores().accounts().setPasswordHash(TestRoom.BOB, "x")).isFalse();
            });
    assertThat(stores().inTransaction(() -> stores().accounts().find(TestRoom.ALICE)))
        .contains(new Account(TestRoom.ALICE, "other", "Al", "mxc://a/b", false, 7));
    stores().run(() -> stores().accounts().setPasswordHash(TestRoom.ALICE, null));
    assertThat(stores().inTransaction(() -> stores().accounts().find(TestRoom.ALICE)))
        .contains(new Account(TestRoom.ALICE, null, "Al", "mxc://a/b", false, 7));
  }

  @Test
  default void accountsAreGivenUpOnce() {
    stores()
        .run(
            () -> {
              assertThat(stores().deactivations().isDeactivated(TestRoom.ALICE)).isFalse();
              assertThat(stores().deactivations().deactivate(TestRoom.ALICE, true, 5)).isTrue();
              assertThat(stores().deactivations().deactivate(TestRoom.ALICE, false, 6)).isFalse();
              assertThat(stores().deactivations().isDeactivated(TestRoom.ALICE)).isTrue();
              assertThat(stores().deactivations().isDeactivated(TestRoom.BOB)).isFalse();
            });
    stores().run(() -> stores().deactivations().deactivate(TestRoom.BOB, false, 6));
    stores()
        .run(
            () -> {
              assertThat(stores().deactivations().findStaying(1)).containsExactly(TestRoom.ALICE);
              stores().deactivations().noteLeft(TestRoom.ALICE);
              assertThat(stores().deactivations().findStaying(5)).containsExactly(TestRoom.BOB);
            });
  }

  @Test
  default void answersAreRecalledByTheWholeKey() {
    TransactionKey key = new TransactionKey(1, "/rooms/x/send/m.room.message", "7");
    RoomOutcome outcome =
        new RoomOutcome(ROOM, new EventId("e@a.example"), new RoomAlias("#a:a.example"));
    RoomOutcome bare = new RoomOutcome(ROOM, null, null);
    TransactionKey other = new TransactionKey(1, "/rooms/x/send/m.room.messag", "e7");
    stores()
        .run(
            () ->
                stores()
                    .clientTransactions()
                    .remember(new RequestAnswers(Map.of(key, outcome, other, bare), 5)));
    List<TransactionKey> strangers =
        List.of(
            new TransactionKey(2, key.path(), key.transactionId()),
            new TransactionKey(1, key.path() + "x", key.transactionId()),
            new TransactionKey(1, key.path(), "8"));
    stores()
        .run(
            () -> {
              assertThat(stores().clientTransactions().recall(List.of(key, other)))
                  .isEqualTo(Map.of(key, outcome, other, bare));
              assertThat(stores().clientTransactions().recall(strangers)).isEmpty();
              assertThat(stores().clientTransactions().recall(List.of())).isEmpty();
              stores().clientTransactions().remember(new RequestAnswers(Map.of(), 6));
            });
  }

  @Test
  default void theSameRequestTwiceFailsTheTransaction() {
    TransactionKey key = new TransactionKey(1, "/p", "\uD83D\uDE00");
    RoomOutcome outcome = new RoomOutcome(ROOM, null, null);
    stores()
        .run(
            () ->
                stores()
                    .clientTransactions()
                    .remember(new RequestAnswers(Map.of(key, outcome), 5)));

    assertThatThrownBy(
            () ->
                stores()
                    .run(
                        () ->
                            stores()
                                .clientTransactions()
                                .remember(new RequestAnswers(Map.of(key, outcome), 6))))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  default void oldAnswersAreForgottenALimitedNumberAtATime() {
    Map<TransactionKey, RoomOutcome> old = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      old.put(new TransactionKey(1, "/p", "old" + i), new RoomOutcome(ROOM, null, null));
    }
    TransactionKey fresh = new TransactionKey(1, "/p", "new");
    stores()
        .run(
            () -> {
              stores().clientTransactions().remember(new RequestAnswers(old, 9));
              stores()
                  .clientTransactions()
                  .remember(
                      new RequestAnswers(Map.of(fresh, new RoomOutcome(ROOM, null, null)), 10));
            });
    stores()
        .run(
            () -> {
              assertThat(stores().clientTransactions().forgetBefore(10, 3)).isEqualTo(3);
              assertThat(stores().clientTransactions().forgetBefore(10, 3)).isEqualTo(2);
              assertThat(stores().clientTransactions().forgetBefore(10, 3)).isZero();
              assertThat(stores().clientTransactions().recall(old.keySet())).isEmpty();
              assertThat(stores().clientTransactions().recall(List.of(fresh))).hasSize(1);
            });
  }
}
