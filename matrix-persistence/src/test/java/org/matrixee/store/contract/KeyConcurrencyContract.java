package org.matrixee.store.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.store.TestRoom.ALICE;
import static org.matrixee.store.TestRoom.BOB;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.OneTimeKey;
import org.matrixee.model.device.WantedKey;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.json.JsonText;

/** Keys and messages, by transactions that overlap. */
interface KeyConcurrencyContract extends StoresContract {
  DeviceId PHONE = new DeviceId("PHONE");
  DeviceId LAPTOP = new DeviceId("LAPTOP");
  String SIGNED = "signed_curve25519";

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

  private static void assertWaits(CompletableFuture<?> future) {
    assertThatThrownBy(() -> future.get(300, MILLISECONDS)).isInstanceOf(TimeoutException.class);
  }

  private static List<OneTimeKey> keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new OneTimeKey(SIGNED, SIGNED + ":" + i, JsonText.of("{}")))
        .toList();
  }

  private List<String> claim(List<DeviceId> devices) {
    return stores()
        .keys()
        .oneTimeKeys()
        .claim(devices.stream().map(device -> new WantedKey(ALICE, device, SIGNED)).toList(), 5)
        .entrySet()
        .stream()
        .map(entry -> entry.getKey().device() + " " + entry.getValue().name())
        .toList();
  }

  @Test
  default void noOneTimeKeyIsClaimedTwice() {
    int claims = 40;
    stores()
        .run(
            () -> {
              stores().keys().oneTimeKeys().add(ALICE, PHONE, keys(claims));
              stores().keys().oneTimeKeys().add(ALICE, LAPTOP, keys(claims / 2));
            });
    List<CompletableFuture<List<String>>> all = new ArrayList<>();
    for (int i = 0; i < claims; i++) {
      List<DeviceId> devices = i % 2 == 0 ? List.of(PHONE, LAPTOP) : List.of(LAPTOP, PHONE);
      all.add(elsewhere(() -> claim(devices)));
    }
    List<String> claimed = new ArrayList<>();
    all.forEach(future -> claimed.addAll(get(future)));
    assertThat(claimed).doesNotHaveDuplicates().hasSize(claims + claims / 2);
  }

  @Test
  default void claimThatCameToNothingGivesTheKeyBack() {
    stores().run(() -> stores().keys().oneTimeKeys().add(ALICE, PHONE, keys(1)));
    CompletableFuture<List<String>> failed =
        elsewhere(
            () -> {
              claim(List.of(PHONE));
              throw new IllegalStateException("on purpose");
            });
    assertThatThrownBy(() -> failed.get(30, SECONDS)).isInstanceOf(ExecutionException.class);
    assertThat(get(elsewhere(() -> claim(List.of(PHONE))))).hasSize(1);
    assertThat(get(elsewhere(() -> claim(List.of(PHONE))))).isEmpty();
  }

  @Test
  default void deviceDoesNotEndWhileItIsHeld() {
    Device phone = stores().inTransaction(() -> stores().devices().enter(ALICE, PHONE, null, 1));
    CompletableFuture<Boolean> end =
        stores()
            .inTransaction(
                () -> {
                  assertThat(stores().devices().holdAll(List.of(ALICE))).hasSize(1);
                  CompletableFuture<Boolean> ending =
                      elsewhere(
                          () -> {
                            stores().devices().delete(List.of(phone.nid()));
                            return true;
                          });
                  assertWaits(ending);
                  return ending;
                });
    assertThat(get(end)).isTrue();
    assertThat(get(elsewhere(() -> stores().devices().holdAll(List.of(ALICE))))).isEmpty();
  }

  @Test
  default void oneUploadOfADeviceWaitsForAnother() {
    stores().run(() -> stores().devices().enter(ALICE, PHONE, null, 1));
    CompletableFuture<Boolean> second =
        stores()
            .inTransaction(
                () -> {
                  stores().devices().hold(ALICE, PHONE);
                  stores().keys().deviceKeys().put(ALICE, PHONE, JsonText.of("{}"));
                  CompletableFuture<Boolean> waiting =
                      elsewhere(
                          () -> {
                            stores().devices().hold(ALICE, PHONE);
                            return stores().keys().deviceKeys().find(ALICE, PHONE).isPresent();
                          });
                  assertWaits(waiting);
                  return waiting;
                });
    assertThat(get(second)).isTrue();
  }

  @Test
  default void requestThatIsUnderWayIsWaitedFor() {
    TransactionKey key = new TransactionKey(1, "/p", "1");
    CompletableFuture<Boolean> second =
        stores()
            .inTransaction(
                () -> {
                  assertThat(stores().clientTransactions().begin(key, 1)).isTrue();
                  CompletableFuture<Boolean> waiting =
                      elsewhere(() -> stores().clientTransactions().begin(key, 1));
                  assertWaits(waiting);
                  return waiting;
                });
    assertThat(get(second)).isFalse();
  }

  @Test
  default void accountsAreLockedForTheirKeysAndBackups() {
    stores().run(() -> stores().accounts().create(new Account(BOB, null, null, null, false, 1)));
    CompletableFuture<Long> second =
        stores()
            .inTransaction(
                () -> {
                  stores().keys().crossSigning().lock(BOB);
                  assertThat(create()).isEqualTo(1);
                  CompletableFuture<Long> waiting = elsewhere(this::create);
                  assertWaits(waiting);
                  return waiting;
                });
    assertThat(get(second)).isEqualTo(2);
  }

  private long create() {
    return stores().keys().backups().create(BOB, "x", JsonText.of("{}"));
  }

  @Test
  default void backupIsChangedByOneTransactionAtATime() {
    stores().run(this::create);
    CompletableFuture<Long> second =
        stores()
            .inTransaction(
                () -> {
                  stores().keys().backups().lock(BOB, 1);
                  CompletableFuture<Long> waiting =
                      elsewhere(() -> stores().keys().backups().lock(BOB, 1).orElseThrow().etag());
                  assertWaits(waiting);
                  stores().keys().backups().setState(BOB, 1, 5, 5);
                  return waiting;
                });
    assertThat(get(second)).isEqualTo(5);
  }
}
