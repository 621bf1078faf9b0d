package org.matrixee.server.keys.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.model.device.KeyUsage.MASTER;
import static org.matrixee.model.device.KeyUsage.SELF_SIGNING;
import static org.matrixee.model.device.KeyUsage.USER_SIGNING;
import static org.matrixee.server.keys.rules.TestKey.ALICE;
import static org.matrixee.server.keys.rules.TestKey.BOB;
import static org.matrixee.server.keys.rules.TestKey.PHONE;
import static org.matrixee.server.keys.rules.TestKey.with;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matrixee.model.device.KeySignature;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.id.UserId;
import org.matrixee.server.keys.rules.CrossSigningKeys.PublicKey;
import org.matrixee.server.keys.rules.SignedKeys.Judgement;

class SignedKeysTest {
  private static final TestKey DEVICE = new TestKey(1);
  private static final TestKey M = new TestKey(10);
  private static final TestKey S = new TestKey(11);
  private static final TestKey U = new TestKey(12);
  private static final TestKey BOBS = new TestKey(20);
  private static final JsonObject PHONES = DEVICE.device(ALICE, PHONE);

  private static final CrossSigningKeys OF_ALICE =
      new CrossSigningKeys(
          Map.of(
              MASTER,
              key(M, MASTER),
              SELF_SIGNING,
              key(S, SELF_SIGNING),
              USER_SIGNING,
              key(U, USER_SIGNING)));

  private final SignedKeys judge =
      new SignedKeys(
          ALICE,
          Map.of(ALICE, OF_ALICE, BOB, new CrossSigningKeys(Map.of(MASTER, ofBob()))),
          Map.of("PHONE", PHONES));

  private static PublicKey key(TestKey key, KeyUsage usage) {
    return new PublicKey(key.id(), key.crossSigning(ALICE, usage));
  }

  private static PublicKey ofBob() {
    return new PublicKey(BOBS.id(), BOBS.crossSigning(BOB, MASTER));
  }

  private static String signature(JsonObject signed, String key) {
    return signed.getJsonObject("signatures").getJsonObject(ALICE.value()).getString(key);
  }

  private void assertGood(UserId owner, String id, JsonObject signed, String signer) {
    assertThat(judge.judge(owner, id, signed))
        .isEqualTo(
            new Judgement.Good(
                List.of(new KeySignature(owner, id, ALICE, signer, signature(signed, signer)))));
  }

  private void assertRefused(UserId owner, String id, JsonObject signed, ErrorCode code) {
    assertRefused(judge, owner, id, signed, code);
  }

  private static void assertRefused(
      SignedKeys judge, UserId owner, String id, JsonObject signed, ErrorCode code) {
    assertThat(judge.judge(owner, id, signed))
        .isInstanceOfSatisfying(
            Judgement.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.sentence()).isNotBlank();
            });
  }

  @Test
  void ownDeviceIsSignedByTheSelfSigningKey() {
    assertGood(ALICE, "PHONE", S.sign(PHONES, ALICE, S.id()), "ed25519:" + S.id());
    JsonObject bare = with(PHONES, "signatures", null);
    assertGood(ALICE, "PHONE", S.sign(bare, ALICE, S.id()), "ed25519:" + S.id());
    JsonObject unsigned = with(PHONES, "unsigned", JsonValue.EMPTY_JSON_OBJECT);
    assertGood(ALICE, "PHONE", S.sign(unsigned, ALICE, S.id()), "ed25519:" + S.id());
  }

  @Test
  void ownMasterKeyIsSignedByDevices() {
    JsonObject master = M.crossSigning(ALICE, MASTER);
    assertGood(ALICE, M.id(), DEVICE.sign(master, ALICE, "PHONE"), "ed25519:PHONE");
    assertRefused(ALICE, M.id(), U.sign(master, ALICE, U.id()), ErrorCode.M_INVALID_SIGNATURE);
    assertRefused(
        ALICE, M.id(), DEVICE.sign(master, ALICE, "LAPTOP"), ErrorCode.M_INVALID_SIGNATURE);
  }

  @Test
  void masterKeyOfAnotherIsSignedByTheUserSigningKey() {
    JsonObject bobs = BOBS.crossSigning(BOB, MASTER);
    assertGood(BOB, BOBS.id(), U.sign(bobs, ALICE, U.id()), "ed25519:" + U.id());
    assertRefused(BOB, BOBS.id(), S.sign(bobs, ALICE, S.id()), ErrorCode.M_INVALID_SIGNATURE);
    assertRefused(BOB, BOBS.id(), U.sign(bobs, BOB, U.id()), ErrorCode.M_INVALID_SIGNATURE);
  }

  @Test
  void wrongSignaturesAreRefused() {
    assertRefused(ALICE, "PHONE", PHONES, ErrorCode.M_INVALID_SIGNATURE);
    assertRefused(ALICE, "PHONE", M.sign(PHONES, ALICE, S.id()), ErrorCode.M_INVALID_SIGNATURE);
    assertRefused(
        ALICE,
        "PHONE",
        with(PHONES, "signatures", Json.createValue(5)),
        ErrorCode.M_INVALID_SIGNATURE);
  }

  @Test
  void onlyKnownKeysAreSigned() {
    JsonObject other = with(PHONES, "algorithms", JsonValue.EMPTY_JSON_ARRAY);
    assertRefused(ALICE, "PHONE", S.sign(other, ALICE, S.id()), ErrorCode.M_INVALID_PARAM);
    JsonObject broken = with(PHONES, "x", Json.createValue(1.5));
    assertRefused(ALICE, "PHONE", broken, ErrorCode.M_BAD_JSON);
    for (String unknown : new String[] {"LAPTOP", S.id(), BOBS.id()}) {
      assertRefused(ALICE, unknown, S.sign(PHONES, ALICE, S.id()), ErrorCode.M_NOT_FOUND);
    }
    assertRefused(BOB, "PHONE", S.sign(PHONES, ALICE, S.id()), ErrorCode.M_NOT_FOUND);
    assertRefused(
        new UserId("@eve:localhost"),
        BOBS.id(),
        BOBS.crossSigning(BOB, MASTER),
        ErrorCode.M_NOT_FOUND);
  }

  @Test
  void whoHasNoKeysSignsNothing() {
    SignedKeys bare =
        new SignedKeys(
            ALICE,
            Map.of(BOB, new CrossSigningKeys(Map.of(MASTER, ofBob()))),
            Map.of("PHONE", PHONES));
    assertRefused(bare, ALICE, "PHONE", S.sign(PHONES, ALICE, S.id()), ErrorCode.M_NOT_FOUND);
    JsonObject bobs = BOBS.crossSigning(BOB, MASTER);
    assertRefused(bare, BOB, BOBS.id(), U.sign(bobs, ALICE, U.id()), ErrorCode.M_NOT_FOUND);
  }
}
