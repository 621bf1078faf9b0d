package org.matrixee.server.federation.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.ServerKey;
import org.matrixee.server.event.rules.ServerSigner;
import org.matrixee.server.event.rules.VerifyKey;
import org.matrixee.server.federation.remote.rules.SignedRequest;
import org.matrixee.server.federation.remote.rules.XMatrix;
import org.matrixee.server.federation.trust.ServerFaults;
import org.matrixee.server.limits.RateLimits;

/** Who a request is from, and what wrong signatures cost. 2014: federation-v1, 6.4. */
class RequestCheckTest {
  private static final ServerName SELF = new ServerName("a.example");
  private static final ServerName THEIRS = new ServerName("b.example");
  private static final KeyId KEY = new KeyId("ed25519:1");
  private static final String ADDRESS = "192.0.2.7";
  private static final String URI = "/_matrix/federation/v1/query/profile?user_id=x";

  private final ServerSigner signer =
      ServerSigner.ofSeed(THEIRS, KEY, Base64.getEncoder().encodeToString(new byte[32]));
  private final List<WireRequest> asked = new ArrayList<>();
  private final MatrixConfig config =
      MatrixConfig.read(
          Map.of("MATRIX_SERVER_NAME", SELF.value(), "MATRIX_LIMIT_WRONG_SIGNATURE", "5/60000")
              ::get);
  private final ServerFaults faults = new ServerFaults(Clock.systemUTC());
  private final RequestCheck check =
      new RequestCheck(config, keys(), new RateLimits(config), faults);

  private RemoteKeys keys() {
    Wire wire =
        request -> {
          asked.add(request);
          return CompletableFuture.completedFuture(new WireAnswer(404, new byte[0], null));
        };
    ServerKeyRecords records =
        new ServerKeyRecords() {
          @Override
          public List<PublishedKey> find(ServerName server) {
            return server.equals(THEIRS)
                ? List.of(new PublishedKey(KEY, signer.verifyKey().base64(), Long.MAX_VALUE, null))
                : List.of();
          }
        };
    Clock clock = Clock.systemUTC();
    return new RemoteKeys(
        new ServerKey() {}, new KeyFetcher(wire, clock), records, Runnable::run, clock);
  }

  private XMatrix claim(String uri) {
    SignedRequest request = new SignedRequest("GET", uri, THEIRS, SELF, null);
    return XMatrix.parse(List.of(request.authorization(signer)), SELF);
  }

  private void verify(XMatrix claim) {
    check.admit(claim, ADDRESS);
    Map<KeyId, VerifyKey> keys = check.keys(claim, ADDRESS).toCompletableFuture().join();
    check.verify(claim, keys, "GET", URI, null, ADDRESS);
  }

  private static void assertRefused(int status, ErrorCode code, Runnable request) {
    assertThatThrownBy(request::run)
        .isInstanceOfSatisfying(
            RuntimeException.class,
            thrown -> {
              Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
              assertThat(cause).isInstanceOf(MatrixException.class);
              assertThat(((MatrixException) cause).status()).isEqualTo(status);
              assertThat(((MatrixException) cause).code()).isEqualTo(code);
            });
  }

  @Test
  void rightSignaturesPassAsOftenAsTheyLike() {
    for (int i = 0; i < 20; i++) {
      assertThatCode(() -> verify(claim(URI))).doesNotThrowAnyException();
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void whoKeepsSendingWrongOnesIsNotEvenRead() {
    XMatrix wrong = claim(URI + "&other");
    for (int i = 0; i < 5; i++) {
      assertRefused(401, ErrorCode.M_UNAUTHORIZED, () -> verify(wrong));
    }
    assertRefused(429, ErrorCode.M_LIMIT_EXCEEDED, () -> check.admit(wrong, ADDRESS));
    assertThatCode(() -> check.admit(wrong, "192.0.2.8")).doesNotThrowAnyException();
  }

  @Test
  void whereNoKeyIsKnownNothingIsRead() {
    XMatrix claim =
        XMatrix.parse(List.of("X-Matrix origin=c.example,key=\"ed25519:1\",sig=\"AAAA\""), SELF);
    assertRefused(
        502,
        ErrorCode.M_UNAUTHORIZED,
        () -> check.keys(claim, ADDRESS).toCompletableFuture().join());
    assertThat(asked).isNotEmpty();
  }
}
