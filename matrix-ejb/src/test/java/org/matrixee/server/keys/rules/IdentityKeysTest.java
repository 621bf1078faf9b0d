package org.matrixee.server.keys.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.keys.rules.Refusals.refusal;
import static org.matrixee.server.keys.rules.TestKey.ALICE;
import static org.matrixee.server.keys.rules.TestKey.BOB;
import static org.matrixee.server.keys.rules.TestKey.PHONE;
import static org.matrixee.server.keys.rules.TestKey.json;
import static org.matrixee.server.keys.rules.TestKey.with;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.error.ErrorCode;

class IdentityKeysTest {
  private static final TestKey KEY = new TestKey(1);
  private static final JsonObject KEYS = KEY.device(ALICE, PHONE);

  private static ErrorCode code(JsonObject keys) {
    return refusal(() -> IdentityKeys.check(keys, ALICE, PHONE));
  }

  private static JsonObject signed(JsonObject keys) {
    return KEY.sign(keys, ALICE, PHONE.value());
  }

  @Test
  void keysSignedByTheirDeviceAreKept() {
    assertThat(IdentityKeys.check(KEYS, ALICE, PHONE)).isEqualTo(KEYS);
  }

  @Test
  void whatOthersSayAboutThemIsNotKept() {
    JsonObject uploaded = new TestKey(2).sign(KEYS, BOB, "X");
    uploaded = with(uploaded, "unsigned", json("{'device_display_name':'fake'}"));
    assertThat(IdentityKeys.check(uploaded, ALICE, PHONE)).isEqualTo(KEYS);
  }

  @Test
  void furtherKeysAndValuesAreCoveredAndKept() {
    JsonObject more = with(KEY.unsigned(ALICE, PHONE), "org.example.more", json("{'a':1}"));
    assertThat(IdentityKeys.check(signed(more), ALICE, PHONE)).isEqualTo(signed(more));
  }

  @ParameterizedTest
  @CsvSource({
    "user_id, M_MISSING_PARAM",
    "device_id, M_MISSING_PARAM",
    "algorithms, M_MISSING_PARAM",
    "keys, M_MISSING_PARAM",
    "signatures, M_MISSING_PARAM"
  })
  void whatIsMissingIsNamed(String key, ErrorCode code) {
    assertThat(code(with(KEYS, key, null))).isEqualTo(code);
    assertThat(code(with(KEYS, key, JsonValue.NULL))).isEqualTo(code);
    assertThat(code(with(KEYS, key, JsonValue.TRUE))).isEqualTo(ErrorCode.M_BAD_JSON);
  }

  @Test
  void keysOfSomebodyElseAreRefused() {
    assertThat(code(KEY.device(BOB, PHONE))).isEqualTo(ErrorCode.M_INVALID_PARAM);
    assertThat(refusal(() -> IdentityKeys.check(KEYS, BOB, PHONE)))
        .isEqualTo(ErrorCode.M_INVALID_PARAM);
    JsonObject other = with(KEYS, "device_id", Json.createValue("LAPTOP"));
    assertThat(code(signed(other))).isEqualTo(ErrorCode.M_INVALID_PARAM);
  }

  @Test
  void partsOfWrongTypesAreRefused() {
    assertThat(code(with(KEYS, "algorithms", Json.createArrayBuilder().add(1).build())))
        .isEqualTo(ErrorCode.M_BAD_JSON);
    assertThat(code(with(KEYS, "keys", json("{'ed25519:PHONE':1}"))))
        .isEqualTo(ErrorCode.M_BAD_JSON);
  }

  @Test
  void keysThatAreNoneAreRefused() {
    for (String keys :
        new String[] {
          "{}",
          "{'ed25519:OTHER':'" + KEY.id() + "'}",
          "{'ed25519:PHONE':'short'}",
          "{'ed25519:PHONE':'!'}",
          "{'ed25519:PHONE':'" + KEY.id() + "','curve25519:PHONE':'short'}"
        }) {
      assertThat(code(signed(with(KEYS, "keys", json(keys)))))
          .as(keys)
          .isEqualTo(ErrorCode.M_INVALID_PARAM);
    }
  }

  @Test
  void signatureMustBeThereAndRight() {
    JsonObject unsigned = KEY.unsigned(ALICE, PHONE);
    for (JsonObject wrong :
        new JsonObject[] {
          with(unsigned, "signatures", JsonValue.EMPTY_JSON_OBJECT),
          with(unsigned, "signatures", json("{'@alice:localhost':{}}")),
          with(unsigned, "signatures", json("{'@alice:localhost':5}")),
          with(unsigned, "signatures", json("{'@alice:localhost':{'ed25519:PHONE':5}}")),
          new TestKey(2).sign(unsigned, ALICE, "PHONE"),
          KEY.sign(unsigned, ALICE, "LAPTOP"),
          KEY.sign(unsigned, BOB, "PHONE"),
          with(KEYS, "algorithms", JsonValue.EMPTY_JSON_ARRAY)
        }) {
      assertThat(code(wrong)).as(wrong.toString()).isEqualTo(ErrorCode.M_INVALID_SIGNATURE);
    }
  }

  @Test
  void keysAreNotEndless() {
    JsonObject large = with(KEY.unsigned(ALICE, PHONE), "x", Json.createValue("x".repeat(16_384)));
    assertThat(code(signed(large))).isEqualTo(ErrorCode.M_TOO_LARGE);
  }

  @Test
  void deviceIsTheSameAsLongAsItsKeysAre() {
    assertThat(
            IdentityKeys.isSameIdentity(KEYS, with(KEYS, "algorithms", JsonValue.EMPTY_JSON_ARRAY)))
        .isTrue();
    assertThat(IdentityKeys.isSameIdentity(KEYS, new TestKey(2).device(ALICE, PHONE))).isFalse();
  }
}
