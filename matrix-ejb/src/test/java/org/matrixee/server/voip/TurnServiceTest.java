package org.matrixee.server.voip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;

class TurnServiceTest {
  private static final UserId KIM = new UserId("@kim:example.org");
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_413_000_000), ZoneOffset.UTC);

  private static TurnService service(Map<String, String> settings) {
    return new TurnService(MatrixConfig.read(settings::get), CLOCK);
  }

  @Test
  void passwordIsTheHmacOfExpiryAndUser() {
    TurnCredentials credentials =
        service(
                Map.of(
                    "MATRIX_TURN_URIS", "turn:t.example.org",
                    "MATRIX_TURN_SECRET", "n0t4realsecret",
                    "MATRIX_TURN_TTL", "3600"))
            .credentials(KIM)
            .orElseThrow();
    assertThat(credentials.username()).isEqualTo("1413003600:@kim:example.org");
    // echo -n 1413003600:@kim:example.org | openssl dgst -sha1 -hmac n0t4realsecret -binary |
    // base64
    assertThat(credentials.password()).isEqualTo("pKbrN3/UxdsTZVbPsbk1feY5xi8=");
    assertThat(credentials.uris()).containsExactly("turn:t.example.org");
    assertThat(credentials.toString()).doesNotContain(credentials.password());
  }

  @Test
  void withoutServersThereAreNone() {
    assertThat(service(Map.of("MATRIX_TURN_SECRET", "s")).credentials(KIM)).isEmpty();
  }
}
