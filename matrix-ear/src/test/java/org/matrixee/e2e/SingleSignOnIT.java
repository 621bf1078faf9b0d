package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real browser, a real Keycloak: from the page of services through its login form, and back. */
class SingleSignOnIT {
  private static final String WIDE = "1000";
  private static final String PHONE = "375";

  private static MatrixServer server;

  @BeforeAll
  static void start() {
    server = SignOnServer.server();
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

  /**
   * v1.19: the browser of a client of today; and, with the session that it got, a proof for an
   * operation.
   */
  @ParameterizedTest
  @ValueSource(strings = {WIDE, PHONE})
  void clientOfTodayLogsInAtKeycloakAndProvesItAgain(String width) {
    Path chromium = NodeScripts.chromium();
    Path folder = NodeScripts.install("browser");
    String output =
        NodeScripts.node(
            folder,
            "signon.js",
            chromium.toString(),
            server.url(),
            "Example Corporation",
            Keycloak.USER,
            Keycloak.PASSWORD,
            Path.of("target", "screenshots").toAbsolutePath().toString(),
            width);
    List<String> lines = output.trim().lines().toList();
    JsonNode seen = Json.parse(lines.get(lines.size() - 1));
    assertThat(seen.path("services").asText()).contains("Example Corporation", "Other Service");
    assertThat(seen.path("asked").asText()).contains("@kim.lee:localhost", "127.0.0.1:");
    assertThat(seen.path("arrived").asText()).startsWith("/app?keep=1&loginToken=");
    assertThat(seen.path("user").asText()).isEqualTo("@kim.lee:localhost");
    assertThat(seen.path("flows"))
        .isEqualTo(Json.list(Json.of("stages", Json.list("m.login.sso"))));
    assertThat(seen.path("prove").asText()).contains("@kim.lee:localhost", "end sessions of yours");
    assertThat(seen.path("passwordAskedAgain").asBoolean()).isTrue();
    assertThat(seen.path("told").asText()).isEqualTo("authDone");
    assertThat(seen.path("ended").asInt()).isEqualTo(200);
    assertThat(seen.path("overflow").asBoolean()).isFalse();
    assertThat(seen.path("pageErrors")).isEmpty();
  }
}
