package org.matrixee.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.model.device.KeyUsage.MASTER;
import static org.matrixee.model.device.KeyUsage.SELF_SIGNING;
import static org.matrixee.model.device.KeyUsage.USER_SIGNING;
import static org.matrixee.server.keys.rules.Refusals.refusal;
import static org.matrixee.server.keys.rules.TestKey.ALICE;
import static org.matrixee.server.keys.rules.TestKey.BOB;
import static org.matrixee.server.keys.rules.TestKey.PHONE;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.device.Device;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.device.DevicesEnded;
import org.matrixee.server.account.lifecycle.AccountDeactivated;
import org.matrixee.server.keys.CrossSigningTransactions.Failure;
import org.matrixee.server.keys.rules.CrossSigningKeys;
import org.matrixee.server.keys.rules.TestKey;
import org.matrixee.server.news.News;

class CrossSigningTransactionsTest {
  private static final TestKey DEVICE = new TestKey(1);

  private final KeyFixture all = new KeyFixture();

  /** Three keys; those of one seed are the same. */
  private static CrossSigningKeys keys(UserId user, int seed) {
    TestKey master = new TestKey(seed);
    JsonObject self = new TestKey(seed + 1).crossSigning(user, SELF_SIGNING);
    JsonObject signing = new TestKey(seed + 2).crossSigning(user, USER_SIGNING);
    return CrossSigningKeys.read(
        Json.createObjectBuilder()
            .add("master_key", master.crossSigning(user, MASTER))
            .add("self_signing_key", master.sign(self, user, master.id()))
            .add("user_signing_key", master.sign(signing, user, master.id()))
            .build(),
        user);
  }

  @BeforeEach
  void uploadDevice() {
    all.identity(ALICE, PHONE, DEVICE);
  }

  private boolean upload(UserId user, int seed) {
    return all.in(() -> all.crossSigning().upload(user, keys(user, seed)));
  }

  private List<Failure> sign(UserId signer, UserId owner, String keyId, JsonObject signed) {
    Map<UserId, Map<String, JsonObject>> objects = Map.of(owner, Map.of(keyId, signed));
    return all.in(() -> all.crossSigning().sign(signer, objects));
  }

  private static JsonObject master(JsonObject seen, UserId user) {
    return seen.getJsonObject("master_keys").getJsonObject(user.value());
  }

  @Test
  void firstKeysNeedNoProofNorDoTheSameAgain() {
    assertThat(upload(ALICE, 10)).isTrue();
    int told = all.desk.told().size();
    assertThat(upload(ALICE, 10)).isTrue();
    assertThat(all.desk.told()).hasSize(told);
    assertThat(upload(ALICE, 20)).isFalse();
    assertThat(master(all.seen(BOB, ALICE), ALICE).toString()).contains(new TestKey(10).id());
  }

  @Test
  void proofReplacesKeysAndTheirSignatures() {
    upload(ALICE, 10);
    TestKey self = new TestKey(11);
    assertThat(
            sign(ALICE, ALICE, "PHONE", self.sign(DEVICE.device(ALICE, PHONE), ALICE, self.id())))
        .isEmpty();
    assertThat(all.seen(BOB, ALICE).toString()).contains("ed25519:" + self.id());
    all.stores.run(() -> all.crossSigning().replace(ALICE, keys(ALICE, 20), null));
    JsonObject seen = all.seen(BOB, ALICE);
    assertThat(master(seen, ALICE).toString()).contains(new TestKey(20).id());
    assertThat(seen.getJsonObject("device_keys").toString()).doesNotContain(self.id());
  }

  @Test
  void masterKeyAloneEndsTheOthers() {
    upload(ALICE, 10);
    CrossSigningKeys alone =
        CrossSigningKeys.read(
            Json.createObjectBuilder()
                .add("master_key", new TestKey(20).crossSigning(ALICE, MASTER))
                .build(),
            ALICE);
    all.stores.run(() -> all.crossSigning().replace(ALICE, alone, null));
    JsonObject seen = all.seen(ALICE, ALICE);
    assertThat(seen.getJsonObject("self_signing_keys")).isEmpty();
    assertThat(seen.getJsonObject("user_signing_keys")).isEmpty();
  }

  @Test
  void keyIsNotCalledAsADevice() {
    all.stores.run(
        () -> all.stores.devices().enter(ALICE, new DeviceId(new TestKey(11).id()), null, 1));
    assertThat(refusal(() -> upload(ALICE, 10))).isEqualTo(ErrorCode.M_FORBIDDEN);
    assertThat(upload(BOB, 10)).isTrue();
  }

  @Test
  void signaturesOnKeysOfOthersAreSeenByTheirMakersOnly() {
    upload(ALICE, 10);
    upload(BOB, 30);
    TestKey user = new TestKey(12);
    TestKey bobs = new TestKey(30);
    JsonObject signed = user.sign(bobs.crossSigning(BOB, MASTER), ALICE, user.id());
    int told = all.desk.told().size();
    assertThat(sign(ALICE, BOB, bobs.id(), signed)).isEmpty();
    assertThat(sign(ALICE, BOB, bobs.id(), signed)).isEmpty();
    assertThat(all.desk.told()).as("once").hasSize(told + 1);
    assertThat(all.desk.told().get(told)).containsExactly(new News.DeviceList(ALICE));
    assertThat(master(all.seen(ALICE, BOB), BOB).toString()).contains(user.id());
    assertThat(master(all.seen(BOB, BOB), BOB).toString()).doesNotContain(user.id());
    long place = 1L + told;
    assertThat(all.in(() -> all.stores.keys().deviceLists().changed(place - 1, place)))
        .as("nobody else is told")
        .isEmpty();
    assertThat(all.in(() -> all.stores.keys().crossSigning().signedBy(ALICE, 0, place)))
        .containsExactly(BOB);
  }

  @Test
  void ownMasterKeyIsSignedByADeviceForEverybody() {
    upload(ALICE, 10);
    TestKey master = new TestKey(10);
    JsonObject signed = DEVICE.sign(master.crossSigning(ALICE, MASTER), ALICE, "PHONE");
    assertThat(sign(ALICE, ALICE, master.id(), signed)).isEmpty();
    assertThat(master(all.seen(BOB, ALICE), ALICE).toString()).contains("ed25519:PHONE");
    Device phone = all.in(() -> all.stores.devices().findAll(ALICE)).get(0);
    all.stores.run(() -> all.lists.onDevicesEnded(new DevicesEnded(List.of(phone))));
    assertThat(master(all.seen(BOB, ALICE), ALICE).toString()).doesNotContain("ed25519:PHONE");
  }

  @Test
  void whatIsNotGoodFailsAndTheRestIsKept() {
    upload(ALICE, 10);
    TestKey self = new TestKey(11);
    JsonObject good = self.sign(DEVICE.device(ALICE, PHONE), ALICE, self.id());
    Map<UserId, Map<String, JsonObject>> objects =
        Map.of(ALICE, Map.of("PHONE", good, "GONE", good), BOB, Map.of("x", good));
    List<Failure> failures = all.in(() -> all.crossSigning().sign(ALICE, objects));
    assertThat(failures).extracting(Failure::keyId).containsExactlyInAnyOrder("GONE", "x");
    assertThat(failures).extracting(Failure::code).containsOnly(ErrorCode.M_NOT_FOUND);
    assertThat(all.seen(BOB, ALICE).toString()).contains("ed25519:" + self.id());
  }

  @Test
  void keysGoWithTheirAccount() {
    upload(ALICE, 10);
    all.stores.run(() -> all.lists.onAccountDeactivated(new AccountDeactivated(ALICE)));
    assertThat(all.in(() -> all.stores.keys().crossSigning().findAll(Set.of(ALICE)))).isEmpty();
    int told = all.desk.told().size();
    all.stores.run(() -> all.lists.onAccountDeactivated(new AccountDeactivated(BOB)));
    assertThat(all.desk.told()).hasSize(told);
  }
}
