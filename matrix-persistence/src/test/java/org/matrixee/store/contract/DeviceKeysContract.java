package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.store.TestRoom.ALICE;
import static org.matrixee.store.TestRoom.BOB;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.device.AddressedMessage;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.DeviceKeys;
import org.matrixee.model.device.KeysLeft;
import org.matrixee.model.device.OneTimeKey;
import org.matrixee.model.device.ToDeviceMessage;
import org.matrixee.model.device.WantedKey;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.Membership;
import org.matrixee.store.KeyStores;
import org.matrixee.store.TestRoom;
import org.matrixee.store.device.ToDevicePage;

/** Messages to devices, keys of devices, and when they changed. */
interface DeviceKeysContract extends StoresContract {
  DeviceId PHONE = new DeviceId("PHONE");
  DeviceId LAPTOP = new DeviceId("LAPTOP");
  String SIGNED = "signed_curve25519";

  private <T> T keys(Function<KeyStores, T> work) {
    return stores().inTransaction(() -> work.apply(stores().keys()));
  }

  private void run(java.util.function.Consumer<KeyStores> work) {
    stores().run(() -> work.accept(stores().keys()));
  }

  private static AddressedMessage message(UserId user, DeviceId device, String body) {
    return new AddressedMessage(user, device, BOB, "m.dummy", JsonText.of(body));
  }

  private static List<String> bodies(ToDevicePage page) {
    return page.messages().stream().map(message -> message.content().toString()).toList();
  }

  @Test
  default void messagesAreReadInOrderAndGoWhenTheyAreConfirmed() {
    run(
        keys -> {
          keys.toDevice().add(5, List.of(message(ALICE, PHONE, "5"), message(ALICE, LAPTOP, "5")));
          keys.toDevice().add(9, List.of(message(ALICE, PHONE, "9"), message(BOB, PHONE, "bob")));
          keys.toDevice().add(7, List.of(message(ALICE, PHONE, "7")));
          keys.toDevice().add(8, List.of());
        });
    ToDevicePage all = keys((KeyStores keys) -> keys.toDevice().read(ALICE, PHONE, 0, 20, 10));
    assertThat(bodies(all)).containsExactly("5", "7", "9");
    assertThat(all.readUpTo()).isEqualTo(20);
    assertThat(all.messages().get(0))
        .isEqualTo(new ToDeviceMessage(5, BOB, "m.dummy", JsonText.of("5")));
    assertThat(bodies(keys((KeyStores keys) -> keys.toDevice().read(ALICE, PHONE, 5, 8, 10))))
        .containsExactly("7");

    assertThat(keys((KeyStores keys) -> keys.toDevice().delete(ALICE, PHONE, 7)).intValue())
        .isEqualTo(2);
    assertThat(bodies(keys((KeyStores keys) -> keys.toDevice().read(ALICE, PHONE, 0, 20, 10))))
        .containsExactly("9");
    assertThat(bodies(keys((KeyStores keys) -> keys.toDevice().read(ALICE, LAPTOP, 0, 20, 10))))
        .containsExactly("5");
    run(keys -> keys.toDevice().deleteAll(ALICE, Set.of(PHONE, LAPTOP)));
    assertThat(bodies(keys((KeyStores keys) -> keys.toDevice().read(ALICE, LAPTOP, 0, 20, 10))))
        .isEmpty();
    assertThat(bodies(keys((KeyStores keys) -> keys.toDevice().read(BOB, PHONE, 0, 20, 10))))
        .containsExactly("bob");
  }

  @Test
  default void pageThatWasCutOffIsContinuedWhereItEnded() {
    run(
        keys -> {
          for (int i = 1; i <= 5; i++) {
            keys.toDevice().add(i * 10L, List.of(message(ALICE, PHONE, "" + i)));
          }
        });
    ToDevicePage first = keys((KeyStores keys) -> keys.toDevice().read(ALICE, PHONE, 0, 50, 2));
    assertThat(bodies(first)).containsExactly("1", "2");
    assertThat(first.readUpTo()).isEqualTo(20);
    ToDevicePage second = keys((KeyStores keys) -> keys.toDevice().read(ALICE, PHONE, 20, 50, 2));
    assertThat(bodies(second)).containsExactly("3", "4");
    ToDevicePage last =
        keys((KeyStores keys) -> keys.toDevice().read(ALICE, PHONE, second.readUpTo(), 50, 2));
    assertThat(bodies(last)).containsExactly("5");
    assertThat(last.readUpTo()).isEqualTo(50);
  }

  @Test
  default void deviceHasOneMessageAtAPlace() {
    List<AddressedMessage> twice = List.of(message(ALICE, PHONE, "1"), message(ALICE, PHONE, "2"));
    assertThatThrownBy(() -> run(keys -> keys.toDevice().add(5, twice)))
        .isInstanceOf(RuntimeException.class);
    assertThat(bodies(keys((KeyStores keys) -> keys.toDevice().read(ALICE, PHONE, 0, 9, 10))))
        .isEmpty();
  }

  @Test
  default void requestWithoutAnOutcomeIsBegunOnce() {
    TransactionKey key = new TransactionKey(1, "/sendToDevice/m.dummy", "1");
    assertThat(stores().inTransaction(() -> stores().clientTransactions().begin(key, 5))).isTrue();
    stores()
        .run(
            () -> {
              assertThat(stores().clientTransactions().begin(key, 6)).isFalse();
              assertThat(stores().clientTransactions().recall(List.of(key))).isEmpty();
              assertThat(stores().clientTransactions().forgetBefore(6, 10)).isEqualTo(1);
            });
    assertThat(stores().inTransaction(() -> stores().clientTransactions().begin(key, 7))).isTrue();
  }

  private void devices() {
    stores()
        .run(
            () -> {
              stores().devices().enter(ALICE, PHONE, "Alice's phone", 1);
              stores().devices().enter(ALICE, LAPTOP, null, 1);
              stores().devices().enter(BOB, PHONE, null, 1);
            });
  }

  @Test
  default void devicesAreHeld() {
    devices();
    stores()
        .run(
            () -> {
              assertThat(stores().devices().holdAll(List.of(ALICE, new UserId("@x:y"))))
                  .isEqualTo(stores().devices().findAll(ALICE));
              assertThat(stores().devices().holdAll(List.of())).isEmpty();
              assertThat(stores().devices().hold(ALICE, PHONE).map(Device::displayName))
                  .contains("Alice's phone");
              assertThat(stores().devices().hold(BOB, LAPTOP)).isEmpty();
            });
  }

  @Test
  default void keysOfDevicesAreReplacedListedAndForgotten() {
    devices();
    run(
        keys -> {
          keys.deviceKeys().put(ALICE, PHONE, JsonText.of("{}"));
          keys.deviceKeys().put(ALICE, LAPTOP, JsonText.of("{\"a\":1}"));
          keys.deviceKeys().put(BOB, PHONE, JsonText.of("{}"));
        });
    run(keys -> keys.deviceKeys().put(ALICE, PHONE, JsonText.of("{\"b\":1}")));
    run(
        keys -> {
          assertThat(keys.deviceKeys().find(ALICE, PHONE)).contains(JsonText.of("{\"b\":1}"));
          assertThat(keys.deviceKeys().find(BOB, LAPTOP)).isEmpty();
          assertThat(keys.deviceKeys().findAll(List.of(ALICE)))
              .containsExactly(
                  new DeviceKeys(ALICE, LAPTOP, JsonText.of("{\"a\":1}"), null),
                  new DeviceKeys(ALICE, PHONE, JsonText.of("{\"b\":1}"), "Alice's phone"));
          assertThat(keys.deviceKeys().findAll(List.of())).isEmpty();
          assertThat(keys.deviceKeys().deleteAll(ALICE, Set.of(PHONE, new DeviceId("NONE"))))
              .isEqualTo(1);
          assertThat(keys.deviceKeys().find(ALICE, PHONE)).isEmpty();
          assertThat(keys.deviceKeys().find(BOB, PHONE)).isPresent();
        });
  }

  private static OneTimeKey key(String algorithm, String id) {
    return new OneTimeKey(algorithm, algorithm + ":" + id, JsonText.of("{\"key\":\"" + id + "\"}"));
  }

  private static WantedKey want(DeviceId device, String algorithm) {
    return new WantedKey(ALICE, device, algorithm);
  }

  @Test
  default void oneTimeKeysAreClaimedTheOldestFirstAndOnce() {
    run(
        keys -> {
          keys.oneTimeKeys().add(ALICE, PHONE, List.of(key(SIGNED, "Z")));
          keys.oneTimeKeys().add(ALICE, PHONE, List.of(key(SIGNED, "A"), key("other", "A")));
          keys.oneTimeKeys().add(ALICE, LAPTOP, List.of(key(SIGNED, "L")));
          keys.oneTimeKeys().add(BOB, PHONE, List.of(key(SIGNED, "B")));
          keys.oneTimeKeys().add(BOB, PHONE, List.of());
        });
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().left(ALICE, PHONE)))
        .isEqualTo(new KeysLeft(Map.of(SIGNED, 2, "other", 1), List.of()));
    List<WantedKey> wanted =
        List.of(want(PHONE, SIGNED), want(LAPTOP, SIGNED), want(LAPTOP, "other"));
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().claim(wanted, 50)))
        .isEqualTo(
            Map.of(want(PHONE, SIGNED), key(SIGNED, "Z"), want(LAPTOP, SIGNED), key(SIGNED, "L")));
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().claim(wanted, 60)))
        .isEqualTo(Map.of(want(PHONE, SIGNED), key(SIGNED, "A")));
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().claim(wanted, 70))).isEmpty();
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().claim(List.of(), 70))).isEmpty();
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().left(ALICE, PHONE)))
        .isEqualTo(new KeysLeft(Map.of("other", 1), List.of()));
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().left(BOB, PHONE)))
        .isEqualTo(new KeysLeft(Map.of(SIGNED, 1), List.of()));
  }

  @Test
  default void namesOfKeysGivenOutAreRememberedForAWhile() {
    List<String> names = List.of(SIGNED + ":A", SIGNED + ":B", SIGNED + ":C");
    run(
        keys -> {
          keys.oneTimeKeys().add(ALICE, PHONE, List.of(key(SIGNED, "A"), key(SIGNED, "B")));
          keys.oneTimeKeys().claim(List.of(want(PHONE, SIGNED)), 50);
        });
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().find(ALICE, PHONE, names)))
        .isEqualTo(
            Map.of(
                SIGNED + ":A", key(SIGNED, "A").content(),
                SIGNED + ":B", key(SIGNED, "B").content()));
    assertThatThrownBy(
            () -> run(keys -> keys.oneTimeKeys().add(ALICE, PHONE, List.of(key(SIGNED, "A")))))
        .isInstanceOf(RuntimeException.class);
    run(keys -> keys.oneTimeKeys().forgetClaimed(ALICE, PHONE, 50));
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().find(ALICE, PHONE, names))).hasSize(2);
    run(keys -> keys.oneTimeKeys().forgetClaimed(ALICE, PHONE, 51));
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().find(ALICE, PHONE, names)))
        .containsOnlyKeys(SIGNED + ":B");
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().find(BOB, PHONE, names))).isEmpty();
  }

  @Test
  default void fallbackKeyIsGivenOutAgainAndAgain() {
    List<WantedKey> wanted =
        List.of(want(PHONE, SIGNED), want(LAPTOP, SIGNED), want(PHONE, "none"));
    run(
        keys -> {
          keys.oneTimeKeys().putFallback(ALICE, PHONE, key(SIGNED, "F"));
          keys.oneTimeKeys().putFallback(ALICE, PHONE, key("other", "F"));
          keys.oneTimeKeys().putFallback(BOB, LAPTOP, key(SIGNED, "F"));
        });
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().left(ALICE, PHONE)))
        .isEqualTo(new KeysLeft(Map.of(), List.of("other", SIGNED)));
    for (int i = 0; i < 2; i++) {
      assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().useFallbacks(wanted)))
          .isEqualTo(Map.of(want(PHONE, SIGNED), key(SIGNED, "F")));
      assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().left(ALICE, PHONE)))
          .isEqualTo(new KeysLeft(Map.of(), List.of("other")));
    }
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().useFallbacks(List.of()))).isEmpty();
    run(keys -> keys.oneTimeKeys().putFallback(ALICE, PHONE, key(SIGNED, "G")));
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().left(ALICE, PHONE)).unusedFallbacks())
        .containsExactly("other", SIGNED);
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().fallbacks(ALICE, PHONE)))
        .isEqualTo(Map.of(SIGNED, key(SIGNED, "G"), "other", key("other", "F")));
  }

  @Test
  default void keysToGiveOutGoWithTheirDevices() {
    run(
        keys -> {
          for (DeviceId device : List.of(PHONE, LAPTOP)) {
            keys.oneTimeKeys().add(ALICE, device, List.of(key(SIGNED, "A")));
            keys.oneTimeKeys().putFallback(ALICE, device, key(SIGNED, "F"));
          }
          keys.oneTimeKeys().deleteAll(ALICE, Set.of(PHONE));
        });
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().left(ALICE, PHONE)))
        .isEqualTo(new KeysLeft(Map.of(), List.of()));
    assertThat(keys((KeyStores keys) -> keys.oneTimeKeys().left(ALICE, LAPTOP)))
        .isEqualTo(new KeysLeft(Map.of(SIGNED, 1), List.of(SIGNED)));
  }

  @Test
  default void newestChangeOfAListOfDevicesIsKept() {
    run(
        keys -> {
          keys.deviceLists().note(ALICE, 5);
          keys.deviceLists().note(BOB, 6);
        });
    run(keys -> keys.deviceLists().note(ALICE, 8));
    run(
        keys -> {
          assertThat(keys.deviceLists().changed(5, 8)).containsExactlyInAnyOrder(ALICE, BOB);
          assertThat(keys.deviceLists().changed(6, 8)).containsExactly(ALICE);
          assertThat(keys.deviceLists().changed(8, 9)).isEmpty();
          assertThat(keys.deviceLists().changed(0, 9, List.of(BOB))).containsExactly(BOB);
          assertThat(keys.deviceLists().changed(0, 7, List.of(ALICE))).isEmpty();
          assertThat(keys.deviceLists().changed(0, 9, List.of())).isEmpty();
        });
  }

  @Test
  default void whoCameAndWhoWentIsKnownByRoom() {
    UserId carol = new UserId("@carol:a.example");
    UserId dave = new UserId("@dave:a.example");
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    TestRoom left = stores().inTransaction(() -> TestRoom.create(stores()));
    stores()
        .run(
            () -> {
              room.member(ALICE, Membership.JOIN);
              room.member(BOB, Membership.JOIN);
              room.member(dave, Membership.INVITE);
              left.member(ALICE, Membership.JOIN);
              left.member(dave, Membership.JOIN);
            });
    long start = TestRoom.nextPosition();
    stores().run(() -> room.member(carol, Membership.JOIN));
    long joined = TestRoom.nextPosition();
    stores()
        .run(
            () -> {
              room.member(BOB, Membership.LEAVE);
              left.member(ALICE, Membership.LEAVE);
            });
    long end = TestRoom.nextPosition();
    run(
        keys -> {
          assertThat(keys.deviceLists().met(ALICE, start, end)).containsExactly(carol);
          assertThat(keys.deviceLists().met(ALICE, joined, end)).isEmpty();
          assertThat(keys.deviceLists().met(carol, start, end)).containsExactly(ALICE);
          assertThat(keys.deviceLists().parted(ALICE, start, end))
              .containsExactlyInAnyOrder(BOB, dave);
          assertThat(keys.deviceLists().parted(ALICE, start, joined)).isEmpty();
          assertThat(keys.deviceLists().parted(ALICE, end, end + 1)).isEmpty();
          assertThat(keys.deviceLists().parted(BOB, start, end))
              .containsExactlyInAnyOrder(ALICE, carol);
          assertThat(keys.deviceLists().parted(dave, start, end)).containsExactly(ALICE);
        });
  }
}
