package org.matrixee.server.federation.remote.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.ServerSigner;
import org.matrixee.server.fixtures.Texts;
import org.matrixee.server.fixtures.Users;

/** What is believed of published keys. 2014: federation-v1, 6.1. */
class KeyDocumentTest {
  private static final ServerName SERVER = new ServerName("a.example");
  private static final KeyId ID = new KeyId("ed25519:1");
  private static final ServerSigner SIGNER = ServerSigner.ofSeed(SERVER, ID, Users.SPEC_SEED);
  private static final ServerSigner OTHER =
      ServerSigner.ofSeed(
          SERVER, new KeyId("ed25519:2"), Base64.getEncoder().encodeToString(new byte[32]));
  private static final String KEY = SIGNER.verifyKey().base64();
  private static final byte[] CERTIFICATE = {1, 2, 3};
  private static final long DAY = 86_400_000L;

  @Test
  void formOf2014IsBelievedForADay() {
    assertThat(KeyDocument.readV1(v1("a.example", "AQID"), SERVER, CERTIFICATE, 5))
        .containsExactly(new PublishedKey(ID, KEY, 5 + DAY, null));
  }

  @Test
  void certificateMustBeThatOfTheConnection() {
    refused(() -> KeyDocument.readV1(v1("a.example", "AQIE"), SERVER, CERTIFICATE, 5));
    refused(() -> KeyDocument.readV1(v1("a.example", "AQID"), SERVER, null, 5));
  }

  @Test
  void nameAndSignatureMustFit() {
    refused(() -> KeyDocument.readV1(v1("b.example", "AQID"), SERVER, CERTIFICATE, 5));
    JsonObject unsigned = Texts.object("{'server_name':'a.example','valid_until_ts':9}");
    refused(() -> KeyDocument.readV2(unsigned, SERVER, 5));
    JsonObject byAnother = JsonSigning.sign(plainV2(7), OTHER);
    refused(() -> KeyDocument.readV2(byAnother, SERVER, 5));
    JsonObject byBoth = JsonSigning.sign(JsonSigning.sign(plainV2(7), SIGNER), OTHER);
    refused(() -> KeyDocument.readV2(byBoth, SERVER, 5));
    JsonObject changed =
        Texts.object(JsonSigning.sign(plainV2(7), SIGNER).toString().replace("_ts\":7", "_ts\":8"));
    refused(() -> KeyDocument.readV2(changed, SERVER, 5));
  }

  @Test
  void timesOfValidityAreKeptWithinBounds() {
    PublishedKey old =
        new PublishedKey(new KeyId("ed25519:old"), OTHER.verifyKey().base64(), 3, 3L);
    assertThat(KeyDocument.readV2(JsonSigning.sign(plainV2(7), SIGNER), SERVER, 5))
        .isEqualTo(List.of(new PublishedKey(ID, KEY, 7, null), old));
    assertThat(KeyDocument.readV2(JsonSigning.sign(plainV2(99 * DAY), SIGNER), SERVER, 5))
        .isEqualTo(List.of(new PublishedKey(ID, KEY, 5 + 7 * DAY, null), old));
    assertThat(old.isGoodAt(1)).isFalse();
    assertThat(new PublishedKey(ID, KEY, 7, null).isGoodAt(7)).isTrue();
    assertThat(new PublishedKey(ID, KEY, 7, null).isGoodAt(8)).isFalse();
  }

  @Test
  void keyThatHasNotSignedIsNotBelieved() {
    JsonObject document =
        JsonSigning.sign(
            Texts.object(
                "{'server_name':'a.example','valid_until_ts':7,'verify_keys':{'ed25519:1':{'key':'"
                    + KEY
                    + "'},'ed25519:2':{'key':'"
                    + OTHER.verifyKey().base64()
                    + "'}}}"),
            SIGNER);
    assertThat(KeyDocument.readV2(document, SERVER, 5))
        .containsExactly(new PublishedKey(ID, KEY, 7, null));
  }

  private static JsonObject plainV2(long validUntil) {
    return Texts.object(
        "{'server_name':'a.example','valid_until_ts':"
            + validUntil
            + ",'verify_keys':{'ed25519:1':{'key':'"
            + KEY
            + "'}},'old_verify_keys':{'ed25519:old':{'expired_ts':3,'key':'"
            + OTHER.verifyKey().base64()
            + "'}}}");
  }

  private static JsonObject v1(String name, String certificate) {
    return JsonSigning.sign(
        Texts.object(
            "{'server_name':'"
                + name
                + "','verify_keys':{'ed25519:1':'"
                + KEY
                + "'},'tls_certificate':'"
                + certificate
                + "'}"),
        SIGNER);
  }

  private static void refused(Runnable reading) {
    assertThatThrownBy(reading::run).isInstanceOf(IllegalArgumentException.class);
  }
}
