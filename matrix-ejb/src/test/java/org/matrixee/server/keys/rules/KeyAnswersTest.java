package org.matrixee.server.keys.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.keys.rules.Refusals.refusal;
import static org.matrixee.server.keys.rules.TestKey.ALICE;
import static org.matrixee.server.keys.rules.TestKey.BOB;
import static org.matrixee.server.keys.rules.TestKey.PHONE;
import static org.matrixee.server.keys.rules.TestKey.json;

import jakarta.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.device.KeySignature;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.device.WantedKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.keys.rules.CrossSigningKeys.PublicKey;
import org.matrixee.server.keys.rules.KeyAnswers.KnownDevice;
import org.matrixee.server.keys.rules.KeyAnswers.KnownUser;

class KeyAnswersTest {
  private static final ServerName HERE = new ServerName("localhost");

  private static CrossSigningKeys keys() {
    Map<KeyUsage, PublicKey> keys = new EnumMap<>(KeyUsage.class);
    for (KeyUsage usage : KeyUsage.values()) {
      keys.put(usage, new PublicKey(usage.word(), json("{'usage':['" + usage.word() + "']}")));
    }
    return new CrossSigningKeys(keys);
  }

  private static JsonObject query() {
    KnownUser user =
        new KnownUser(
            BOB,
            List.of(
                new KnownDevice(
                    PHONE, json("{'a':1,'signatures':{'@bob:localhost':{'k':'own'}}}"), "P"),
                new KnownDevice(new DeviceId("B"), json("{'b':1}"), null)),
            keys(),
            List.of(
                new KeySignature(BOB, "PHONE", BOB, "ed25519:s", "later"),
                new KeySignature(BOB, "master", ALICE, "ed25519:u", "of alice")));
    KnownUser bare = new KnownUser(ALICE, List.of(), new CrossSigningKeys(Map.of()), List.of());
    return KeyAnswers.query(ALICE, List.of(user, bare), List.of(new ServerName("far")));
  }

  @Test
  void devicesAreToldWithTheirNamesAndSignatures() {
    JsonObject devices = query().getJsonObject("device_keys");
    assertThat(devices.getJsonObject(BOB.value()).getJsonObject("PHONE"))
        .isEqualTo(
            json(
                "{'a':1,'signatures':{'@bob:localhost':{'ed25519:s':'later','k':'own'}},"
                    + "'unsigned':{'device_display_name':'P'}}"));
    assertThat(devices.getJsonObject(BOB.value()).getJsonObject("B"))
        .isEqualTo(json("{'b':1,'unsigned':{}}"));
    assertThat(devices.getJsonObject(ALICE.value())).isEmpty();
  }

  @Test
  void userSigningKeyIsForItsOwnerOnly() {
    JsonObject answer = query();
    assertThat(answer.getJsonObject("master_keys").getJsonObject(BOB.value()))
        .isEqualTo(
            json(
                "{'usage':['master'],"
                    + "'signatures':{'@alice:localhost':{'ed25519:u':'of alice'}}}"));
    assertThat(answer.getJsonObject("self_signing_keys")).containsOnlyKeys(BOB.value());
    assertThat(answer.getJsonObject("user_signing_keys")).isEmpty();
    KnownUser own = new KnownUser(ALICE, List.of(), keys(), List.of());
    assertThat(KeyAnswers.query(ALICE, List.of(own), List.of()).getJsonObject("user_signing_keys"))
        .containsOnlyKeys(ALICE.value());
  }

  @Test
  void serversThatAreNotAskedAreFailures() {
    assertThat(query().getJsonObject("failures").getJsonObject("far").getString("errcode"))
        .isEqualTo("M_UNKNOWN");
    assertThat(KeyQuestions.othersThan(HERE, List.of(ALICE, BOB))).isEmpty();
  }

  @Test
  void claimedKeysAreToldByUserAndDevice() {
    JsonObject answer =
        KeyAnswers.claim(
            Map.of(ALICE, Map.of(PHONE, KeyAnswers.named("x:1", json("{'key':'k'}")))), List.of());
    assertThat(answer)
        .isEqualTo(
            json(
                "{'failures':{},'one_time_keys':{'@alice:localhost':{'PHONE':{'x:1':{'key':'k'}}}}}"));
  }

  @Test
  void questionsAreRead() {
    KeyQuestions.Query query =
        KeyQuestions.readQuery(
            json("{'timeout':5,'device_keys':{'@alice:localhost':[],'@bob:localhost':['B']}}"));
    assertThat(query.asksFor(ALICE, PHONE)).isTrue();
    assertThat(query.asksFor(BOB, PHONE)).isFalse();
    assertThat(query.asksFor(BOB, new DeviceId("B"))).isTrue();
    assertThat(
            KeyQuestions.readClaim(
                json("{'one_time_keys':{'@alice:localhost':{'PHONE':'x','a b':'x'}}}")))
        .containsExactly(new WantedKey(ALICE, PHONE, "x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{}; M_MISSING_PARAM",
        "{'device_keys':5,'one_time_keys':5}; M_BAD_JSON",
        "{'device_keys':{'alice':[]},'one_time_keys':{'alice':{}}}; M_BAD_JSON",
        "{'device_keys':{'@a:b':'x'},'one_time_keys':{'@a:b':'x'}}; M_BAD_JSON",
        "{'device_keys':{'@a:b':[5]},'one_time_keys':{'@a:b':{'D':5}}}; M_BAD_JSON",
        "{'device_keys':{},'one_time_keys':{},'timeout':'x'}; M_BAD_JSON"
      })
  void badQuestionsAreRefused(String body, ErrorCode code) {
    assertThat(refusal(() -> KeyQuestions.readQuery(json(body)))).isEqualTo(code);
    assertThat(refusal(() -> KeyQuestions.readClaim(json(body)))).isEqualTo(code);
  }
}
