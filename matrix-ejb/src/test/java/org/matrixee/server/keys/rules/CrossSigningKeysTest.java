package org.matrixee.server.keys.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.model.device.KeyUsage.MASTER;
import static org.matrixee.model.device.KeyUsage.SELF_SIGNING;
import static org.matrixee.model.device.KeyUsage.USER_SIGNING;
import static org.matrixee.server.keys.rules.Refusals.refusal;
import static org.matrixee.server.keys.rules.TestKey.ALICE;
import static org.matrixee.server.keys.rules.TestKey.BOB;
import static org.matrixee.server.keys.rules.TestKey.PHONE;
import static org.matrixee.server.keys.rules.TestKey.json;
import static org.matrixee.server.keys.rules.TestKey.with;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.error.ErrorCode;

class CrossSigningKeysTest {
  private static final TestKey M = new TestKey(10);
  private static final TestKey S = new TestKey(11);
  private static final TestKey U = new TestKey(12);
  private static final TestKey OTHER = new TestKey(13);
  private static final TestKey DEVICE = new TestKey(14);
  private static final CrossSigningKeys NONE = new CrossSigningKeys(Map.of());
  private static final JsonObject MASTER_KEY = M.crossSigning(ALICE, MASTER);
  private static final JsonObject SELF = M.sign(S.crossSigning(ALICE, SELF_SIGNING), ALICE, M.id());
  private static final JsonObject USER = M.sign(U.crossSigning(ALICE, USER_SIGNING), ALICE, M.id());

  private static JsonObject body(JsonObject master, JsonObject self, JsonObject user) {
    JsonObjectBuilder body = Json.createObjectBuilder().add("auth", JsonValue.TRUE);
    Map.of("master_key", of(master), "self_signing_key", of(self), "user_signing_key", of(user))
        .forEach((name, key) -> key.ifPresent(value -> body.add(name, value)));
    return body.build();
  }

  private static Optional<JsonObject> of(JsonObject key) {
    return Optional.ofNullable(key);
  }

  private static CrossSigningKeys read(JsonObject master, JsonObject self, JsonObject user) {
    return CrossSigningKeys.read(body(master, self, user), ALICE);
  }

  private static void check(CrossSigningKeys uploaded, CrossSigningKeys kept) {
    uploaded.requireSignatures(
        kept,
        ALICE,
        name ->
            IdentityKeys.deviceOf(name).equals("PHONE")
                ? IdentityKeys.signingKey(DEVICE.device(ALICE, PHONE), name)
                : Optional.empty());
  }

  private static ErrorCode code(CrossSigningKeys uploaded, CrossSigningKeys kept) {
    return refusal(() -> check(uploaded, kept));
  }

  @Test
  void keysAreReadByUsage() {
    CrossSigningKeys all = read(MASTER_KEY, SELF, USER);
    assertThat(all.ids()).containsExactlyInAnyOrder(M.id(), S.id(), U.id());
    assertThat(all.find(SELF_SIGNING).orElseThrow().object()).isEqualTo(SELF);
    assertThat(all.find(MASTER).orElseThrow().name()).isEqualTo("ed25519:" + M.id());
    assertThat(read(null, null, null)).isEqualTo(NONE);
    assertThat(CrossSigningKeys.read(json("{'master_key':null}"), ALICE)).isEqualTo(NONE);
  }

  @ParameterizedTest
  @CsvSource({"user_id, M_MISSING_PARAM", "usage, M_MISSING_PARAM", "keys, M_MISSING_PARAM"})
  void whatIsMissingOrOfAWrongTypeIsNamed(String key, ErrorCode code) {
    assertThat(refusal(() -> read(with(MASTER_KEY, key, null), null, null))).isEqualTo(code);
    assertThat(refusal(() -> read(with(MASTER_KEY, key, JsonValue.TRUE), null, null)))
        .isEqualTo(ErrorCode.M_BAD_JSON);
    assertThat(refusal(() -> CrossSigningKeys.read(json("{'master_key':5}"), ALICE)))
        .isEqualTo(ErrorCode.M_BAD_JSON);
  }

  @Test
  void keysThatAreNoneAreRefused() {
    String id = M.id();
    for (String keys :
        new String[] {
          "{}",
          "{'ed25519:x':'" + id + "'}",
          "{'curve25519:" + id + "':'" + id + "'}",
          "{'ed25519:abc':'abc'}",
          "{'ed25519:" + id + "':'" + id + "','ed25519:x':'x'}"
        }) {
      assertThat(refusal(() -> read(with(MASTER_KEY, "keys", json(keys)), null, null)))
          .as(keys)
          .isEqualTo(ErrorCode.M_INVALID_PARAM);
    }
  }

  @Test
  void keysOfOthersOrForOtherUsesAreRefused() {
    assertThat(refusal(() -> read(M.crossSigning(BOB, MASTER), null, null)))
        .isEqualTo(ErrorCode.M_INVALID_PARAM);
    assertThat(refusal(() -> read(M.crossSigning(ALICE, SELF_SIGNING), null, null)))
        .isEqualTo(ErrorCode.M_INVALID_PARAM);
    assertThat(refusal(() -> read(MASTER_KEY, M.crossSigning(ALICE, SELF_SIGNING), null)))
        .as("one key for two uses")
        .isEqualTo(ErrorCode.M_INVALID_PARAM);
    JsonObject large = with(MASTER_KEY, "x", Json.createValue("x".repeat(16_384)));
    assertThat(refusal(() -> read(large, null, null))).isEqualTo(ErrorCode.M_TOO_LARGE);
  }

  @Test
  void otherKeysAreSignedByTheMasterKeyThatComesWithThemOrWasThere() {
    check(read(MASTER_KEY, SELF, USER), NONE);
    check(read(null, SELF, USER), read(MASTER_KEY, null, null));
    check(read(null, null, null), NONE);
    assertThat(code(read(null, SELF, null), NONE)).isEqualTo(ErrorCode.M_MISSING_PARAM);
    assertThat(
            code(read(OTHER.crossSigning(ALICE, MASTER), SELF, null), read(MASTER_KEY, SELF, USER)))
        .as("signed by the master key before")
        .isEqualTo(ErrorCode.M_INVALID_SIGNATURE);
  }

  @Test
  void signaturesOfOtherKeysMustBeRight() {
    JsonObject unsigned = S.crossSigning(ALICE, SELF_SIGNING);
    for (JsonObject wrong :
        new JsonObject[] {
          unsigned,
          OTHER.sign(unsigned, ALICE, M.id()),
          M.sign(unsigned, BOB, M.id()),
          M.sign(unsigned, ALICE, "other"),
          with(SELF, "more", JsonValue.TRUE)
        }) {
      assertThat(code(read(MASTER_KEY, wrong, null), NONE))
          .as(wrong.toString())
          .isEqualTo(ErrorCode.M_INVALID_SIGNATURE);
    }
    assertThat(code(read(MASTER_KEY, SELF, U.crossSigning(ALICE, USER_SIGNING)), NONE))
        .isEqualTo(ErrorCode.M_INVALID_SIGNATURE);
  }

  @Test
  void masterKeyMayBeSignedByDevices() {
    check(read(DEVICE.sign(MASTER_KEY, ALICE, "PHONE"), null, null), NONE);
    check(read(OTHER.sign(MASTER_KEY, ALICE, "UNKNOWN"), null, null), NONE);
    assertThat(code(read(OTHER.sign(MASTER_KEY, ALICE, "PHONE"), null, null), NONE))
        .isEqualTo(ErrorCode.M_INVALID_SIGNATURE);
  }

  @Test
  void uploadOfWhatIsThereBringsNothing() {
    CrossSigningKeys kept = read(MASTER_KEY, SELF, USER);
    assertThat(kept.hold(kept)).isTrue();
    assertThat(kept.hold(read(MASTER_KEY, null, null))).isTrue();
    assertThat(kept.hold(read(DEVICE.sign(MASTER_KEY, ALICE, "PHONE"), SELF, null))).isTrue();
    assertThat(kept.hold(NONE)).isTrue();
    assertThat(NONE.hold(read(MASTER_KEY, null, null))).isFalse();
    assertThat(kept.hold(read(OTHER.crossSigning(ALICE, MASTER), null, null))).isFalse();
    assertThat(read(MASTER_KEY, null, null).hold(kept)).isFalse();
  }

  @Test
  void newMasterKeyEndsWhatTheFormerOneSigned() {
    CrossSigningKeys kept = read(MASTER_KEY, SELF, USER);
    CrossSigningKeys other = read(OTHER.crossSigning(ALICE, MASTER), null, null);
    assertThat(kept.after(other).keys()).containsOnlyKeys(MASTER);
    JsonObject next = M.sign(OTHER.crossSigning(ALICE, SELF_SIGNING), ALICE, M.id());
    CrossSigningKeys after = kept.after(read(null, next, null));
    assertThat(after.keys()).containsOnlyKeys(KeyUsage.values());
    assertThat(after.find(SELF_SIGNING).orElseThrow().id()).isEqualTo(OTHER.id());
    assertThat(kept.after(read(MASTER_KEY, null, null))).isEqualTo(kept);
    assertThat(NONE.after(kept)).isEqualTo(kept);
  }
}
