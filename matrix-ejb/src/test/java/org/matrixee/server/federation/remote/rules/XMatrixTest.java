package org.matrixee.server.federation.remote.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.event.rules.ServerSigner;
import org.matrixee.server.event.rules.SignatureCheck;
import org.matrixee.server.fixtures.Texts;
import org.matrixee.server.fixtures.Users;

/** The header of signed requests. 2014: federation-v1, 6.4. */
class XMatrixTest {
  private static final ServerName SELF = new ServerName("us.example");
  private static final ServerName OTHER = new ServerName("o.example");
  private static final KeyId KEY = new KeyId("ed25519:1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Matrix origin=o.example,key=\"ed25519:1\",sig=\"a+b/==\"",
        "X-Matrix origin=\"o.example\", key=ed25519:1 , sig=a+b/==",
        "x-matrix  sig=\"a+b/==\",destination=us.example,key=\"ed25519:1\",origin=o.example"
      })
  void headerIsReadTolerantly(String header) {
    assertThat(XMatrix.parse(List.of(header), SELF))
        .isEqualTo(new XMatrix(OTHER, Map.of(KEY, "a+b/==")));
  }

  @Test
  void everyKeyHasAHeader() {
    XMatrix claim =
        XMatrix.parse(
            List.of(
                "Bearer x",
                "X-Matrix origin=o.example,key=\"ed25519:1\",sig=\"a\"",
                "X-Matrix origin=o.example,key=\"ed25519:2\",sig=\"b\"",
                "X-Matrix origin=o.example,key=\"rot13:1\",sig=\"c\""),
            SELF);
    assertThat(claim.signatures()).isEqualTo(Map.of(KEY, "a", new KeyId("ed25519:2"), "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer abc", "X-MatrixY origin=a,key=b,sig=c"})
  void otherHeadersAreNone(String header) {
    refused(401, header);
  }

  @Test
  void otherDestinationIsRefused() {
    refused(401, "X-Matrix origin=o.example,key=\"ed25519:1\",sig=\"a\",destination=them.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Matrix",
        "X-Matrix nonsense",
        "X-Matrix origin=o.example",
        "X-Matrix origin=o.example,key=\"ed25519:1\"",
        "X-Matrix origin=two words,key=\"ed25519:1\",sig=\"a\"",
        "X-Matrix origin=,key=\"ed25519:1\",sig=\"a\"",
        "X-Matrix origin=o.example,origin=p.example,key=\"ed25519:1\",sig=\"a\"",
        "X-Matrix origin=o.example,key=\"ed25519:a b\",sig=\"a\""
      })
  void unreadableHeaderIsRefused(String header) {
    refused(400, header);
  }

  @Test
  void unknownAlgorithmIsRefused() {
    XMatrix claim =
        XMatrix.parse(List.of("X-Matrix origin=o.example,key=\"rot13:1\",sig=\"a\""), SELF);
    assertThatThrownBy(claim::requireKnownAlgorithm)
        .isInstanceOfSatisfying(
            MatrixException.class, refusal -> assertThat(refusal.status()).isEqualTo(400));
  }

  @Test
  void signatureCoversEveryPart() {
    ServerSigner signer = ServerSigner.ofSeed(OTHER, KEY, Users.SPEC_SEED);
    SignedRequest request =
        new SignedRequest("PUT", "/a?b=%20", OTHER, SELF, Texts.object("{'x':1}"));
    XMatrix claim = XMatrix.parse(List.of(request.authorization(signer)), SELF);
    assertThat(check(request, claim, signer)).isEqualTo(SignatureCheck.VALID);
    for (SignedRequest other :
        List.of(
            new SignedRequest("GET", "/a?b=%20", OTHER, SELF, Texts.object("{'x':1}")),
            new SignedRequest("PUT", "/a?b=+", OTHER, SELF, Texts.object("{'x':1}")),
            new SignedRequest("PUT", "/a?b=%20", OTHER, OTHER, Texts.object("{'x':1}")),
            new SignedRequest("PUT", "/a?b=%20", OTHER, SELF, Texts.object("{'x':2}")),
            new SignedRequest("PUT", "/a?b=%20", OTHER, SELF, null))) {
      assertThat(check(other, claim, signer)).isEqualTo(SignatureCheck.WRONG);
    }
  }

  private static SignatureCheck check(SignedRequest request, XMatrix claim, ServerSigner signer) {
    return request.check(claim.signatures(), id -> Optional.of(signer.verifyKey()));
  }

  private static void refused(int status, String header) {
    assertThatThrownBy(() -> XMatrix.parse(List.of(header), SELF))
        .isInstanceOfSatisfying(
            MatrixException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.M_UNAUTHORIZED);
              assertThat(refusal.status()).isEqualTo(status);
            });
  }
}
