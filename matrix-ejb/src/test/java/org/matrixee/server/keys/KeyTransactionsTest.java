package org.matrixee.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.keys.KeyFixture.ALICES_PHONE;
import static org.matrixee.server.keys.KeyFixture.LAPTOP;
import static org.matrixee.server.keys.KeyFixture.oneTime;
import static org.matrixee.server.keys.rules.Refusals.refusal;
import static org.matrixee.server.keys.rules.TestKey.ALICE;
import static org.matrixee.server.keys.rules.TestKey.BOB;
import static org.matrixee.server.keys.rules.TestKey.PHONE;
import static org.matrixee.server.keys.rules.TestKey.json;
import static org.matrixee.server.keys.rules.TestKey.with;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.Requester;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.KeysLeft;
import org.matrixee.model.device.OneTimeKey;
import org.matrixee.model.device.WantedKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.Membership;
import org.matrixee.server.account.device.DeviceRenamed;
import org.matrixee.server.account.device.DevicesEnded;
import org.matrixee.server.keys.rules.TestKey;
import org.matrixee.server.news.News;
import org.matrixee.store.TestRoom;

class KeyTransactionsTest {
  private static final String SIGNED = "signed_curve25519";
  private static final TestKey KEY = new TestKey(1);

  private final KeyFixture all = new KeyFixture();

  private KeysLeft upload(List<OneTimeKey> keys, List<OneTimeKey> fallbacks) {
    return all.in(
        () -> all.transactions().upload(ALICE, PHONE, new KeyUpload(null, keys, fallbacks)));
  }

  private KeysLeft upload(int... numbers) {
    return upload(oneTime(ALICE, PHONE, KEY, numbers), List.of());
  }

  private String claimed() {
    WantedKey want = new WantedKey(ALICE, PHONE, SIGNED);
    OneTimeKey key = all.in(() -> all.transactions().claim(List.of(want))).get(want);
    return key == null ? "none" : key.name().substring(SIGNED.length() + 1);
  }

  @Test
  void newKeysAreToldAndTheSameAgainAreNot() {
    all.identity(ALICE, PHONE, KEY);
    all.identity(ALICE, PHONE, KEY);
    assertThat(all.desk.told()).containsExactly(List.of(new News.DeviceList(ALICE)));
    all.identity(ALICE, LAPTOP, KEY);
    assertThat(all.desk.told()).hasSize(2);
    assertThat(all.in(() -> all.stores.keys().deviceLists().changed(1, 2))).containsExactly(ALICE);
    assertThat(all.in(() -> all.stores.keys().deviceLists().changed(2, 9))).isEmpty();
  }

  @Test
  void deviceThatBeginsAnewHasNoKeysOfBefore() {
    all.identity(ALICE, PHONE, KEY);
    upload(oneTime(ALICE, PHONE, KEY, 1, 2), oneTime(ALICE, PHONE, KEY, 9));
    JsonObject changed =
        KEY.sign(
            with(KEY.unsigned(ALICE, PHONE), "algorithms", JsonValue.EMPTY_JSON_ARRAY),
            ALICE,
            "PHONE");
    KeyUpload same = new KeyUpload(changed, List.of(), List.of());
    assertThat(all.in(() -> all.transactions().upload(ALICE, PHONE, same)))
        .isEqualTo(new KeysLeft(Map.of(SIGNED, 2), List.of(SIGNED)));

    TestKey other = new TestKey(2);
    KeyUpload anew =
        new KeyUpload(other.device(ALICE, PHONE), oneTime(ALICE, PHONE, other, 1), List.of());
    assertThat(all.in(() -> all.transactions().upload(ALICE, PHONE, anew)))
        .isEqualTo(new KeysLeft(Map.of(SIGNED, 1), List.of()));
  }

  @Test
  void sameOneTimeKeyAgainIsFineAndAnotherByItsNameIsNot() {
    assertThat(upload(1, 2).oneTimeKeys()).isEqualTo(Map.of(SIGNED, 2));
    assertThat(upload(2, 3).oneTimeKeys()).isEqualTo(Map.of(SIGNED, 3));
    List<OneTimeKey> other =
        List.of(new OneTimeKey(SIGNED, SIGNED + ":3", JsonText.of("{\"key\":\"other\"}")));
    assertThat(refusal(() -> upload(other, List.of()))).isEqualTo(ErrorCode.M_INVALID_PARAM);
    assertThat(upload().oneTimeKeys()).isEqualTo(Map.of(SIGNED, 3));
  }

  @Test
  void keyThatWasGivenOutDoesNotComeInAgain() {
    upload(1, 2);
    assertThat(claimed()).isEqualTo("1");
    // The answer of the upload was lost; the client repeats it.
    assertThat(upload(1, 2).oneTimeKeys()).isEqualTo(Map.of(SIGNED, 1));
    assertThat(claimed()).isEqualTo("2");
    assertThat(claimed()).isEqualTo("none");
    all.now += Duration.ofDays(7).toMillis() + 1;
    assertThat(upload(1).oneTimeKeys()).isEqualTo(Map.of(SIGNED, 1));
  }

  @Test
  void fallbackKeyIsGivenOutWhenNothingElseIsLeft() {
    List<OneTimeKey> fallback = oneTime(ALICE, PHONE, KEY, 77);
    assertThat(upload(oneTime(ALICE, PHONE, KEY, 1), fallback).unusedFallbacks())
        .containsExactly(SIGNED);
    assertThat(claimed()).isEqualTo("1");
    assertThat(upload().unusedFallbacks()).containsExactly(SIGNED);
    assertThat(claimed()).isEqualTo("77");
    assertThat(claimed()).isEqualTo("77");
    assertThat(upload().unusedFallbacks()).isEmpty();
    assertThat(upload(List.of(), fallback).unusedFallbacks())
        .as("the same again stays used")
        .isEmpty();
    assertThat(upload(List.of(), oneTime(ALICE, PHONE, KEY, 78)).unusedFallbacks())
        .containsExactly(SIGNED);
    assertThat(claimed()).isEqualTo("78");
  }

  @Test
  void keysAreNotEndless() {
    int[] most = IntStream.range(0, KeyTransactions.MAX_ONE_TIME_KEYS).toArray();
    upload(most);
    assertThat(refusal(() -> upload(KeyTransactions.MAX_ONE_TIME_KEYS)))
        .isEqualTo(ErrorCode.M_INVALID_PARAM);
    assertThat(claimed()).isEqualTo("0");
    upload(KeyTransactions.MAX_ONE_TIME_KEYS);
  }

  @Test
  void deviceThatHasEndedUploadsNothing() {
    KeyUpload upload = new KeyUpload(null, List.of(), List.of());
    DeviceId gone = new DeviceId("GONE");
    assertThat(refusal(() -> all.in(() -> all.transactions().upload(ALICE, gone, upload))))
        .isEqualTo(ErrorCode.M_UNKNOWN_TOKEN);
    assertThat(
            refusal(
                () ->
                    all.service()
                        .upload(
                            new Requester(ALICE, 1, false),
                            null,
                            JsonValue.EMPTY_JSON_OBJECT,
                            JsonValue.EMPTY_JSON_OBJECT)))
        .isEqualTo(ErrorCode.M_FORBIDDEN);
  }

  @Test
  void keysGoWithTheirDevicesAndThatIsTold() {
    all.identity(ALICE, PHONE, KEY);
    upload(1);
    List<Device> devices = all.in(() -> all.stores.devices().findAll(ALICE));
    Device phone = devices.get(0);
    Device laptop = devices.get(1);
    all.stores.run(() -> all.lists.onDevicesEnded(new DevicesEnded(List.of(laptop))));
    assertThat(all.desk.told()).as("it had no keys").hasSize(1);
    all.stores.run(() -> all.lists.onDevicesEnded(new DevicesEnded(List.of(phone, laptop))));
    assertThat(all.desk.told()).hasSize(2);
    assertThat(claimed()).isEqualTo("none");
    assertThat(all.seen(BOB, ALICE).getJsonObject("device_keys").getJsonObject(ALICE.value()))
        .isEmpty();
  }

  @Test
  void newNameOfADeviceWithKeysIsTold() {
    all.identity(ALICE, PHONE, KEY);
    all.stores.run(() -> all.lists.onDeviceRenamed(new DeviceRenamed(ALICE, LAPTOP)));
    assertThat(all.desk.told()).hasSize(1);
    all.stores.run(() -> all.lists.onDeviceRenamed(new DeviceRenamed(ALICE, PHONE)));
    assertThat(all.desk.told()).hasSize(2);
  }

  @Test
  void countsAreKeptUntilTheyChange() {
    KeyCounts counts = new KeyCounts(all.transactions());
    assertThat(all.in(() -> counts.of(ALICE, PHONE)).oneTimeKeys()).isEmpty();
    upload(1, 2);
    assertThat(all.in(() -> counts.of(ALICE, PHONE)).oneTimeKeys()).isEmpty();
    counts.forget(ALICE, PHONE);
    assertThat(all.in(() -> counts.of(ALICE, PHONE)).oneTimeKeys()).isEqualTo(Map.of(SIGNED, 2));
    Device phone = all.in(() -> all.stores.devices().findAll(ALICE)).get(0);
    all.stores.run(() -> all.lists.onDevicesEnded(new DevicesEnded(List.of(phone))));
    counts.onDevicesEnded(new DevicesEnded(List.of(phone)));
    assertThat(all.in(() -> counts.of(ALICE, PHONE)).oneTimeKeys()).isEmpty();
  }

  @Test
  void usersOfOtherServersFailAndUnknownOnesAreLeftOut() {
    all.identity(ALICE, PHONE, KEY);
    JsonObject answer =
        all.in(
            () ->
                all.service()
                    .query(
                        ALICES_PHONE,
                        json(
                            "{'device_keys':{'@alice:localhost':['PHONE'],'@bob:localhost':[],"
                                + "'@eve:localhost':[],'@far:else':[]}}")));
    assertThat(answer.getJsonObject("device_keys")).containsOnlyKeys(ALICE.value(), BOB.value());
    assertThat(answer.getJsonObject("failures")).containsOnlyKeys("else");
    JsonObject claim =
        all.in(
            () ->
                all.service()
                    .claim(
                        json(
                            "{'one_time_keys':{'@alice:localhost':{'PHONE':'x'},"
                                + "'@far:else':{'D':'x'}}}")));
    assertThat(claim.getJsonObject("one_time_keys")).isEmpty();
    assertThat(claim.getJsonObject("failures")).containsOnlyKeys("else");
  }

  @Test
  void changesAreOfRoomMatesAndOneself() {
    long start = TestRoom.nextPosition();
    TestRoom room = all.in(() -> TestRoom.create(all.stores));
    all.stores.run(() -> room.member(ALICE, Membership.JOIN));
    long alone = TestRoom.nextPosition();
    all.stores.run(
        () -> {
          all.stores.keys().deviceLists().note(ALICE, alone);
          all.stores.keys().deviceLists().note(BOB, alone);
        });
    assertThat(changes(start)).isEqualTo(new KeyTransactions.Changes(Set.of(ALICE), Set.of()));
    all.stores.run(() -> room.member(BOB, Membership.JOIN));
    long together = TestRoom.nextPosition();
    assertThat(changes(start).changed()).containsExactlyInAnyOrder(ALICE, BOB);
    assertThat(changes(alone)).isEqualTo(new KeyTransactions.Changes(Set.of(BOB), Set.of()));
    assertThat(changes(together)).isEqualTo(new KeyTransactions.Changes(Set.of(), Set.of()));
    all.stores.run(() -> room.member(BOB, Membership.LEAVE));
    assertThat(changes(together)).isEqualTo(new KeyTransactions.Changes(Set.of(), Set.of(BOB)));
    TestRoom other = all.in(() -> TestRoom.create(all.stores));
    long before = TestRoom.nextPosition();
    all.stores.run(
        () -> {
          other.member(ALICE, Membership.JOIN);
          other.member(BOB, Membership.JOIN);
        });
    assertThat(changes(together).left()).as("they share another room").isEmpty();
    assertThat(changes(before).changed()).containsExactly(BOB);
  }

  private KeyTransactions.Changes changes(long after) {
    return all.in(() -> all.transactions().changes(ALICE, after, Long.MAX_VALUE));
  }
}
