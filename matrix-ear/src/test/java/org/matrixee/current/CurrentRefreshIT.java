package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Servers;

/** Access tokens that expire, and are renewed (v1.19, "Refreshing access tokens"). */
class CurrentRefreshIT {
  private static Reply refresh(MatrixServer server, JsonNode credentials) {
    return Accounts.nobody(server)
        .post("/refresh", Json.of("refresh_token", credentials.path("refresh_token").asText()));
  }

  @Test
  void tokensAreRenewed() {
    MatrixServer server = Servers.shared();
    Client kim = Accounts.fresh(server, "kim");
    JsonNode first = Accounts.loggedIn(server, kim, "refresh_token", true);
    assertThat(first.path("expires_in_ms").asLong()).isEqualTo(3_600_000);
    JsonNode lost = refresh(server, first).ok();
    assertThat(lost.path("access_token").asText())
        .isNotBlank()
        .isNotEqualTo(first.path("access_token").asText());
    assertThat(lost.path("expires_in_ms").asLong()).isEqualTo(3_600_000);

    // The answer may have been lost: until the new tokens are used, the old ones are good.
    assertThat(Accounts.isIn(Accounts.client(server, first))).isTrue();
    JsonNode second = refresh(server, first).ok();
    assertThat(Accounts.isIn(Accounts.client(server, lost))).isFalse();
    refresh(server, lost).refused(401, "M_UNKNOWN_TOKEN");

    Client renewed = Accounts.client(server, second);
    JsonNode who = renewed.get("/account/whoami").ok();
    assertThat(who.path("device_id").asText()).isEqualTo(first.path("device_id").asText());
    assertThat(Accounts.isIn(Accounts.client(server, first))).isFalse();
    refresh(server, first).refused(401, "M_UNKNOWN_TOKEN");

    JsonNode third = refresh(server, second).ok();
    assertThat(Accounts.isIn(Accounts.client(server, third))).isTrue();
    Accounts.client(server, third).post("/logout", Json.of()).ok();
    refresh(server, third).refused(401, "M_UNKNOWN_TOKEN");
  }

  @Test
  void badRefreshesAreRefused() {
    Client nobody = Accounts.nobody(Servers.shared());
    nobody.post("/refresh", Json.of()).refused(400, "M_MISSING_PARAM");
    nobody.post("/refresh", Json.of("refresh_token", 5)).badJson();
    nobody.post("/refresh", Json.of("refresh_token", "")).refused(401, "M_UNKNOWN_TOKEN");
    nobody.post("/refresh", Json.of("refresh_token", "made-up")).refused(401, "M_UNKNOWN_TOKEN");
  }

  @Test
  void expiredTokenIsASoftLogout() {
    ServerSettings settings =
        ServerSettings.h2("refresh").with("MATRIX_ACCESS_TOKEN_LIFETIME", "2");
    try (MatrixServer server = MatrixServer.start(settings)) {
      Client kim = Accounts.fresh(server, "kim");
      JsonNode first = Accounts.loggedIn(server, kim, "refresh_token", true);
      Client short1 = Accounts.client(server, first);
      assertThat(Accounts.isIn(short1)).isTrue();
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (short1.get("/account/whoami").status() == 200) {
        assertThat(System.nanoTime()).as("the token expires").isLessThan(deadline);
      }
      Reply expired = short1.get("/account/whoami");
      expired.refused(401, "M_UNKNOWN_TOKEN");
      assertThat(expired.json().path("soft_logout").asBoolean()).isTrue();
      short1.withPrefix(Client.V1).get("/initialSync").refused(403, "M_UNKNOWN_TOKEN");

      Client renewed = Accounts.client(server, refresh(server, first).ok());
      assertThat(renewed.get("/account/whoami").ok().path("device_id").asText())
          .isEqualTo(first.path("device_id").asText());
      Reply old = short1.get("/account/whoami");
      old.refused(401, "M_UNKNOWN_TOKEN");
      assertThat(old.json().path("soft_logout").asBoolean()).isFalse();
      // Who cannot renew it has one that does not expire.
      assertThat(Accounts.isIn(kim)).isTrue();
    }
  }
}
