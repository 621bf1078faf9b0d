package org.matrixee.server.event.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.fixtures.Texts;
import org.matrixee.server.fixtures.Users;

/** Spec: appendices, "Cryptographic Test Vectors"; federation-v1, 6.3. */
@DisplayName("signing JSON")
class JsonSigningTest {
  private static final ServerName DOMAIN = new ServerName("domain");
  private static final KeyId KEY = new KeyId("ed25519:1");
  private static final ServerSigner SIGNER = ServerSigner.ofSeed(DOMAIN, KEY, Users.SPEC_SEED);

  @Test
  void emptyObjectOfTheSpecification() {
    assertThat(signature(JsonSigning.sign(Texts.object("{}"), SIGNER)))
        .isEqualTo(
            "K8280/U9SSy9IVtjBuVeLr+HpOB4BQFWbg+UZaADMtTdGYI7Geitb76LTrr5QV/7Xg4ahLwYGYZzuHGZKM5ZAQ");
  }

  @Test
  void objectOfTheSpecification() {
    assertThat(signature(JsonSigning.sign(Texts.object("{'two':'Two','one':1}"), SIGNER)))
        .isEqualTo(
            "KqmLSbO39/Bzb0QIYE82zqLwsA+PDzYIpIRA2sRQ4sL53+sN6/fpNSoqE7BP7vBZhG6kYdD13EIMJpvhJI+6Bw");
  }

  @Test
  @DisplayName("minimal event of the specification: content hash and signature")
  void minimalEventOfTheSpecification() {
    JsonObject event =
        Texts.object(
            "{'room_id':'!x:domain','sender':'@a:domain','origin':'domain',"
                + "'origin_server_ts':1000000,'signatures':{},'hashes':{},'type':'X','content':{},"
                + "'prev_events':[],'auth_events':[],'depth':3,'unsigned':{'age_ts':1000000}}");
    String hash = ContentHash.of(event, RoomVersions.get(new RoomVersion("1")));
    assertThat(hash).isEqualTo("5jM4wQpv6lnBo7CLIghJuHdW+s2CMBJPUOGOC89ncos");
    // Nothing of this event is lost when it is stripped, so it is signed as it stands.
    JsonObject hashed =
        JsonValues.PROVIDER
            .createObjectBuilder(event)
            .add("hashes", JsonValues.PROVIDER.createObjectBuilder().add("sha256", hash))
            .build();
    assertThat(signature(JsonSigning.sign(hashed, SIGNER)))
        .isEqualTo(
            "KxwGjPSDEtvnFgU00fwFz+l6d2pJM6XBIaMEn81SXPTRl16AqLAYqfIReFGZlHi5KLjAWbOoMszkwsQma+lYAg");
  }

  @Test
  @DisplayName("event with content to strip, of the specification")
  void redactableEventOfTheSpecification() {
    RoomVersionRules rules = RoomVersions.get(new RoomVersion("1"));
    JsonObject event =
        Texts.object(
            "{'content':{'body':'Here is the message content'},'event_id':'$0:domain',"
                + "'origin':'domain','origin_server_ts':1000000,'type':'m.room.message',"
                + "'room_id':'!r:domain','sender':'@u:domain','signatures':{},"
                + "'unsigned':{'age_ts':1000000}}");
    String hash = ContentHash.of(event, rules);
    assertThat(hash).isEqualTo("onLKD1bGljeBWQhWZ1kaP9SorVmRQNdN5aM2JYU2n/g");
    JsonObject hashed =
        JsonValues.PROVIDER
            .createObjectBuilder(event)
            .add("hashes", JsonValues.PROVIDER.createObjectBuilder().add("sha256", hash))
            .build();
    JsonObject signed = JsonSigning.signEvent(hashed, rules, SIGNER);
    assertThat(signature(signed))
        .isEqualTo(
            "Wm+VzmOUOz08Ds+0NTWb1d4CZrVsJSikkeRxh6aCcUwu6pNC78FunoD7KNWzqFn241eYHYMGCA5McEiVPdhzBA");
    assertThat(signed.getJsonObject("content")).isEqualTo(event.getJsonObject("content"));
  }

  @Test
  void unsignedAndOtherSignaturesStayAndAreNotCovered() {
    JsonObject object =
        Texts.object("{'a':1,'unsigned':{'age':1},'signatures':{'other':{'ed25519:2':'x'}}}");
    JsonObject signed = JsonSigning.sign(object, SIGNER);
    assertThat(signed.getJsonObject("unsigned")).isEqualTo(object.getJsonObject("unsigned"));
    assertThat(signed.getJsonObject("signatures")).containsOnlyKeys("other", "domain");
    JsonObject later =
        JsonValues.PROVIDER
            .createObjectBuilder(signed)
            .add("unsigned", Texts.object("{'age':2}"))
            .build();
    assertThat(JsonSigning.verify(later, DOMAIN, JsonSigningTest::ours))
        .isEqualTo(SignatureCheck.VALID);
    JsonObject twice =
        JsonSigning.sign(
            signed, ServerSigner.ofSeed(DOMAIN, new KeyId("ed25519:2"), "A".repeat(43)));
    assertThat(twice.getJsonObject("signatures").getJsonObject("domain"))
        .containsOnlyKeys("ed25519:1", "ed25519:2");
    assertThat(JsonSigning.verify(twice, DOMAIN, JsonSigningTest::ours))
        .isEqualTo(SignatureCheck.VALID);
    assertThat(JsonSigning.keyIds(twice, DOMAIN))
        .containsExactlyInAnyOrder(KEY, new KeyId("ed25519:2"));
  }

  @Test
  void everyFindingHasItsName() {
    JsonObject signed = JsonSigning.sign(Texts.object("{'a':1}"), SIGNER);
    assertThat(JsonSigning.verify(signed, new ServerName("other"), JsonSigningTest::ours))
        .isEqualTo(SignatureCheck.NOT_SIGNED);
    assertThat(JsonSigning.verify(Texts.object("{'a':1}"), DOMAIN, JsonSigningTest::ours))
        .isEqualTo(SignatureCheck.NOT_SIGNED);
    assertThat(check("{'signatures':{'domain':{}}}")).isEqualTo(SignatureCheck.NOT_SIGNED);
    assertThat(check("{'signatures':[]}")).isEqualTo(SignatureCheck.NOT_SIGNED);
    assertThat(check("{'signatures':{'domain':{'rsa:1':'x'}}}"))
        .isEqualTo(SignatureCheck.NO_KNOWN_ALGORITHM);
    assertThat(JsonSigning.verify(signed, DOMAIN, id -> Optional.empty()))
        .isEqualTo(SignatureCheck.NO_KEY);
    JsonObject changed = JsonValues.PROVIDER.createObjectBuilder(signed).add("a", 2).build();
    assertThat(JsonSigning.verify(changed, DOMAIN, JsonSigningTest::ours))
        .isEqualTo(SignatureCheck.WRONG);
    assertThat(check("{'signatures':{'domain':{'ed25519:1':7}}}")).isEqualTo(SignatureCheck.WRONG);
    assertThat(check("{'signatures':{'domain':{'ed25519:1':'%%'}}}"))
        .isEqualTo(SignatureCheck.WRONG);
    assertThat(check("{'signatures':{'domain':{'ed25519:1':'AAAA'}}}"))
        .isEqualTo(SignatureCheck.WRONG);
  }

  @Test
  void keysAreReadPaddedOrNot() {
    VerifyKey key = SIGNER.verifyKey();
    assertThat(VerifyKey.ofBase64(key.base64())).isEqualTo(key);
    assertThat(VerifyKey.ofBase64(key.base64() + "=")).isEqualTo(key);
    assertThat(key.base64()).isEqualTo("XGX0JRS2Af3be3knz2fBiRbApjm2Dh61gXDJA8kcJNI");
    assertThatThrownBy(() -> VerifyKey.ofBase64("AAAA")).isInstanceOf(MatrixException.class);
    assertThatThrownBy(() -> VerifyKey.ofBase64("%")).isInstanceOf(MatrixException.class);
  }

  @Test
  void secretIsNotPrinted() {
    assertThat(SIGNER).hasToString("ServerSigner[domain, ed25519:1]");
  }

  private static Optional<VerifyKey> ours(KeyId id) {
    return id.equals(KEY) ? Optional.of(SIGNER.verifyKey()) : Optional.empty();
  }

  private static SignatureCheck check(String json) {
    return JsonSigning.verify(Texts.object(json), DOMAIN, JsonSigningTest::ours);
  }

  private static String signature(JsonObject signed) {
    return signed.getJsonObject("signatures").getJsonObject("domain").getString("ed25519:1");
  }
}
