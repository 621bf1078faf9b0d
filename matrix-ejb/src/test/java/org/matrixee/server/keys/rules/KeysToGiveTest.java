package org.matrixee.server.keys.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.keys.rules.Refusals.refusal;
import static org.matrixee.server.keys.rules.TestKey.ALICE;
import static org.matrixee.server.keys.rules.TestKey.PHONE;
import static org.matrixee.server.keys.rules.TestKey.json;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.device.OneTimeKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.json.JsonText;

class KeysToGiveTest {
  private static final String KEY = TestKey.curve(7);

  @Test
  void keysOfEveryKindAreRead() {
    JsonObject signed = new TestKey(1).oneTime(ALICE, PHONE, 7);
    JsonObject keys =
        Json.createObjectBuilder()
            .add("signed_curve25519:A", signed)
            .add("curve25519:B", KEY)
            .add("org.example.new:C:D", "anything")
            .build();
    List<OneTimeKey> read = KeysToGive.read(keys);
    assertThat(read).extracting(OneTimeKey::name).containsExactlyElementsOf(keys.keySet());
    assertThat(read)
        .extracting(OneTimeKey::algorithm)
        .containsExactly("signed_curve25519", "curve25519", "org.example.new");
    assertThat(read.get(1).content()).isEqualTo(JsonText.of('"' + KEY + '"'));
    assertThat(KeysToGive.read(json("{}"))).isEmpty();
  }

  @Test
  void sameKeyWrittenAnotherWayIsTheSame() {
    assertThat(KeysToGive.read(json("{'a:b':{'key':'k','signatures':{},'x':1}}")))
        .isEqualTo(KeysToGive.read(json("{'a:b':{'x':1,'signatures':{},'key':'k'}}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'noname':'k'}; M_INVALID_PARAM",
        "{':id':'k'}; M_INVALID_PARAM",
        "{'algorithm:':'k'}; M_INVALID_PARAM",
        "{'curve25519:A':'short'}; M_INVALID_PARAM",
        "{'signed_curve25519:A':{'key':'short','signatures':{}}}; M_INVALID_PARAM",
        "{'signed_curve25519:A':'k'}; M_BAD_JSON",
        "{'x:A':5}; M_BAD_JSON",
        "{'x:A':null}; M_BAD_JSON",
        "{'x:A':{'key':5,'signatures':{}}}; M_BAD_JSON",
        "{'x:A':{'key':'k','signatures':[]}}; M_BAD_JSON",
        "{'x:A':{'signatures':{}}}; M_MISSING_PARAM",
        "{'x:A':{'key':'k'}}; M_MISSING_PARAM"
      })
  void whatIsNoKeyIsRefused(String keys, ErrorCode code) {
    assertThat(refusal(() -> KeysToGive.read(json(keys)))).isEqualTo(code);
  }

  @Test
  void namesAndKeysAreNotEndless() {
    assertThat(refusal(() -> KeysToGive.read(json("{'x:" + "y".repeat(254) + "':'k'}"))))
        .isEqualTo(ErrorCode.M_INVALID_PARAM);
    assertThat(refusal(() -> KeysToGive.read(json("{'x:y':'" + "k".repeat(4095) + "'}"))))
        .isEqualTo(ErrorCode.M_TOO_LARGE);
    assertThat(KeysToGive.read(json("{'x:" + "y".repeat(253) + "':'k'}"))).hasSize(1);
  }

  @Test
  void fallbackKeyIsOneForEachAlgorithm() {
    assertThat(KeysToGive.readFallbacks(json("{'x:A':'k','y:A':'k'}"))).hasSize(2);
    assertThat(refusal(() -> KeysToGive.readFallbacks(json("{'x:A':'k','x:B':'k'}"))))
        .isEqualTo(ErrorCode.M_INVALID_PARAM);
  }
}
