package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.ServerSettings;

/** Credentials for TURN servers, as a TURN server would check them. */
class TurnIT {
  private static final String SECRET = "between us";
  private static final String URI = "turn:turn.example.org:3478?transport=udp";

  @Test
  void credentialsAreTheCallersOwnAndExpire() throws GeneralSecurityException {
    ServerSettings settings =
        ServerSettings.h2("turn")
            .with("MATRIX_TURN_URIS", URI + ",turns:turn.example.org")
            .with("MATRIX_TURN_SECRET", SECRET)
            .with("MATRIX_TURN_TTL", "3600");
    try (MatrixServer server = MatrixServer.start(settings)) {
      Client anna = server.fresh("anna");
      JsonNode mine = turn(anna);
      assertThat(mine.path("ttl").asInt()).isEqualTo(3600);
      assertThat(mine.path("uris")).isEqualTo(Json.list(URI, "turns:turn.example.org"));
      String[] name = mine.path("username").asText().split(":", 2);
      long expiry = Long.parseLong(name[0]);
      assertThat(expiry - System.currentTimeMillis() / 1000).isBetween(3500L, 3601L);
      assertThat(name[1]).isEqualTo(anna.userId());
      assertThat(mine.path("password").asText()).isEqualTo(hmac(mine.path("username").asText()));
      assertThat(turn(server.fresh("bert")).path("username").asText())
          .doesNotContain(anna.userId());
      Client.nobody(server.url()).get("/voip/turnServer").forbidden();
      assertThat(server.log()).doesNotContain(SECRET);

      server.restart(
          ServerSettings.h2("turn")
              .with("MATRIX_TURN_URIS", URI)
              .with("MATRIX_TURN_USER", "all")
              .with("MATRIX_TURN_PASSWORD", "of us"));
      assertThat(turn(anna))
          .isEqualTo(
              Json.of(
                  "username", "all", "password", "of us", "ttl", 86400, "uris", Json.list(URI)));
    }
  }

  private static JsonNode turn(Client client) {
    return client.get("/voip/turnServer").ok();
  }

  private static String hmac(String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
