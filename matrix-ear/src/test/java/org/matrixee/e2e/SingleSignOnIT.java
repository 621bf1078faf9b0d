package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real browser, a real Keycloak: from the page of services through its login form, and back. */
class SingleSignOnIT {
  private static final String WIDE = "1000";
  private static final String PHONE = "375";

  private static OAuthProvider other;
  private static MatrixServer server;

  @BeforeAll
  static void start() {
    other = OAuthProvider.start();
    ServerSettings settings = ServerSettings.h2("sso");
    settings = Keycloak.shared().in(settings, "corp", "Example Corporation");
    settings = other.in(settings, "other").with("MATRIX_OIDC_OTHER_NAME", "Other Service");
    server = MatrixServer.start(settings);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    other.close();
  }

  @Test
  @Row({"S-REG-22", "S-REG-23", "S-REG-25", "S-REG-26"})
  void personLogsInAtKeycloakAndTheClientAroundThePageGetsTheToken() {
    JsonNode seen = browse("Example Corporation", Keycloak.PASSWORD, WIDE, "client");
    assertThat(seen.path("services").asText()).contains("Example Corporation", "Other Service");
    assertThat(seen.path("called").path("userId").asText()).isEqualTo("@kim.lee:localhost");
    assertThat(seen.path("called").path("homeServer").asText()).isEqualTo("localhost");
    assertThat(seen.path("shown").asText()).contains("@kim.lee:localhost");
    assertThat(seen.path("pageErrors")).isEmpty();
    // The code is not left in the address.
    assertThat(seen.path("address").asText()).endsWith("/login/fallback");
    assertThat(seen.path("elsewhere").asText()).contains("has been used, or has expired");
    Client kim =
        new Client(
            server.url(),
            Client.V1,
            "@kim.lee:localhost",
            seen.path("called").path("accessToken").asText());
    kim.createRoom().say("hello");
    assertThat(kim.get(Client.path("profile", kim.userId(), "displayname")).ok().toString())
        .contains("Kim Lee");
  }

  @Test
  void theOtherServiceAndAPhoneDoAsWell() {
    JsonNode seen = browse("Other Service", "", PHONE, "client");
    assertThat(seen.path("overflow").asBoolean()).isFalse();
    assertThat(seen.path("called").path("userId").asText()).startsWith("@clicker");
    assertThat(seen.path("pageErrors")).isEmpty();
  }

  @Test
  void pageOfTheServerLeadsThereAndBack() {
    JsonNode seen = browse("Other Service", "", WIDE, "page");
    assertThat(seen.path("called").path("userId").asText()).startsWith("@clicker");
    assertThat(seen.path("pageErrors")).isEmpty();
  }

  private static JsonNode browse(String service, String password, String width, String from) {
    Path chromium = NodeScripts.chromium();
    Path folder = NodeScripts.install("browser");
    String output =
        NodeScripts.node(
            folder,
            "sso.js",
            chromium.toString(),
            server.url(),
            service,
            Keycloak.USER,
            password,
            Path.of("target", "screenshots").toAbsolutePath().toString(),
            width,
            from);
    List<String> lines = output.trim().lines().toList();
    return Json.parse(lines.get(lines.size() - 1));
  }
}
