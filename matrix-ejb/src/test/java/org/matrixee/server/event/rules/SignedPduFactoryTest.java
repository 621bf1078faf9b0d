package org.matrixee.server.event.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.EXAMPLE;
import static org.matrixee.server.fixtures.Users.SIGNER;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventType;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.fixtures.RoomTimeline;
import org.matrixee.server.fixtures.Texts;
import org.matrixee.server.json.JsonReader;

/** federation-v1, 7: hashes and signatures of events of this server. */
@DisplayName("federation-v1, 7: hashes and signatures")
class SignedPduFactoryTest {
  private static final RoomVersionRules RULES = RoomVersions.get(RoomVersion.V2014);
  private static final Redactor REDACTOR = Redactors.of(RULES.redaction());
  private static final RoomTimeline ROOM =
      RoomTimeline.publicRoom()
          .join(BOB)
          .state(ALICE, EventType.NAME, "", "{'name':'one'}")
          .state(ALICE, EventType.NAME, "", "{'name':'two'}")
          .message(BOB, "hi");

  @Test
  void storedBytesAreTheCanonicalPdu() {
    for (SignedPdu pdu : ROOM.pdus()) {
      assertThat(pdu.json().sharedBytes()).isEqualTo(CanonicalJson.write(pdu.event().pdu()));
    }
  }

  @Test
  void storedBytesDecodeToTheSameEvent() {
    for (SignedPdu pdu : ROOM.pdus()) {
      JsonObject read = JsonReader.PDU.readObject(pdu.json().sharedBytes());
      assertThat(PduCodecs.of(RULES).decode(read)).isEqualTo(pdu.event());
    }
  }

  @Test
  void hashesAndSignaturesAreRight() {
    for (SignedPdu pdu : ROOM.pdus()) {
      JsonObject json = pdu.event().pdu();
      assertThat(ContentHash.matches(json, RULES)).isTrue();
      assertThat(verify(json)).isEqualTo(SignatureCheck.VALID);
      assertThat(pdu.reference())
          .isEqualTo(new EventReference(pdu.event().id(), ReferenceHash.of(json, RULES)));
    }
  }

  @Test
  void redactionChangesNeitherSignatureNorReferenceHash() {
    SignedPdu message = ROOM.last();
    JsonObject stripped = REDACTOR.redactPdu(message.event().pdu());
    assertThat(verify(stripped)).isEqualTo(SignatureCheck.VALID);
    assertThat(ReferenceHash.of(stripped, RULES)).isEqualTo(message.reference().sha256());
    assertThat(ContentHash.matches(stripped, RULES)).isFalse();
  }

  @Test
  void changedContentKeepsTheSignatureButNotTheHash() {
    JsonObject forged = with(ROOM.last().event().pdu(), "content", "{'msgtype':'m.text'}");
    assertThat(verify(forged)).isEqualTo(SignatureCheck.VALID);
    assertThat(ContentHash.matches(forged, RULES)).isFalse();
    JsonObject rehashed =
        with(forged, "hashes", "{'sha256':'" + ContentHash.of(forged, RULES) + "'}");
    assertThat(ContentHash.matches(rehashed, RULES)).isTrue();
    assertThat(verify(rehashed)).isEqualTo(SignatureCheck.WRONG);
  }

  @Test
  void notesOfServersAreOutsideTheHash() {
    JsonObject pdu = ROOM.last().event().pdu();
    JsonObject noted = with(with(pdu, "unsigned", "{'age':5}"), "destinations", "{}");
    assertThat(ContentHash.matches(noted, RULES)).isTrue();
    assertThat(verify(noted)).isEqualTo(SignatureCheck.VALID);
    assertThat(ContentHash.matches(with(pdu, "extra", "{}"), RULES)).isFalse();
  }

  @Test
  void missingOrOddHashesDoNotMatch() {
    JsonObject pdu = ROOM.last().event().pdu();
    for (String hashes : List.of("{}", "{'sha256':1}", "{'sha256':''}", "{'sha512':'x'}")) {
      assertThat(ContentHash.matches(with(pdu, "hashes", hashes), RULES)).isFalse();
    }
  }

  @Test
  void eventsReferToTheirPredecessorAndToWhatTheyReplace() {
    List<SignedPdu> pdus = ROOM.pdus();
    SignedPdu second = pdus.get(pdus.size() - 2);
    SignedPdu first = pdus.get(pdus.size() - 3);
    assertThat(second.event().prevState()).isEqualTo(first.event().id());
    assertThat(second.event().prevEvents()).containsExactly(first.reference());
    assertThat(second.event().requiredPowerLevel()).isEqualTo(50);
  }

  private static SignatureCheck verify(JsonObject pdu) {
    return JsonSigning.verifyEvent(pdu, RULES, EXAMPLE, id -> Optional.of(SIGNER.verifyKey()));
  }

  private static JsonObject with(JsonObject pdu, String key, String value) {
    return JsonValues.PROVIDER.createObjectBuilder(pdu).add(key, Texts.object(value)).build();
  }
}
