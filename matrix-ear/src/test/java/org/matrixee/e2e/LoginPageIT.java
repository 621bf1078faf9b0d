package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A real browser logs in by the fallback page, and looks at the landing page. */
class LoginPageIT {

  @Test
  @Row("S-ARCH-01")
  void browserLogsInByTheFallbackPage() {
    JsonNode seen = browse(Users.fresh("browser"), Users.PASSWORD);
    assertThat(seen.path("shown").asText()).contains(seen.path("expected").asText());
    assertThat(seen.path("called").path("userId")).isEqualTo(seen.path("expected"));
    assertThat(seen.path("called").path("accessToken").asText()).isNotBlank();
    assertThat(seen.path("called").path("homeServer").asText()).isEqualTo(Servers.shared().name());
    assertThat(seen.path("foreignRequests")).isEmpty();
    assertThat(seen.path("pageErrors")).isEmpty();
    assertThat(seen.path("landing").asText()).contains(Servers.shared().name());
    assertThat(seen.path("landingLinks").toString()).contains("/login/fallback");
  }

  @Test
  void browserIsToldOfAWrongPassword() {
    JsonNode seen = browse(Users.fresh("browser"), "wrong password");
    assertThat(seen.path("shown").asText())
        .isNotBlank()
        .doesNotContain(seen.path("expected").asText());
    assertThat(seen.path("called").isNull()).isTrue();
  }

  private static JsonNode browse(Client user, String password) {
    Path chromium = NodeScripts.chromium();
    Path folder = NodeScripts.install("browser");
    String output =
        NodeScripts.node(
            folder,
            "login.js",
            chromium.toString(),
            Servers.shared().url(),
            user.userId(),
            user.localpart(),
            password,
            Path.of("target", "screenshots").toAbsolutePath().toString());
    List<String> lines = output.trim().lines().toList();
    return Json.parse(lines.get(lines.size() - 1));
  }
}
