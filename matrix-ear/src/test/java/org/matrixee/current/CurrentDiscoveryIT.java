package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Servers;

/** What can be known of a server before one speaks to it. */
class CurrentDiscoveryIT {
  @Test
  void versionsAreTheOnesWhoseRulesAreFollowed() {
    Client nobody = Client.nobody(Servers.shared().url()).withPrefix("/_matrix/client");
    JsonNode answer = nobody.get("/versions").ok();
    assertThat(answer.path("unstable_features")).isEqualTo(Json.of());
    assertThat(Json.elements(answer.path("versions")))
        .extracting(JsonNode::asText)
        .startsWith("v1.1", "v1.2")
        .endsWith("v1.11");
    assertThat(nobody.withToken("wrong").get("/versions").ok()).isEqualTo(answer);
  }

  @Test
  void capabilitiesAreTrue() {
    Client anna = Accounts.fresh(Servers.shared(), "anna");
    for (String prefix : List.of(Accounts.V3, "/_matrix/client/r0")) {
      JsonNode can = anna.withPrefix(prefix).get("/capabilities").ok().path("capabilities");
      assertThat(can.path("m.change_password")).isEqualTo(Json.of("enabled", true));
      assertThat(can.path("m.get_login_token")).isEqualTo(Json.of("enabled", true));
      assertThat(can.path("m.3pid_changes")).isEqualTo(Json.of("enabled", false));
      assertThat(can.path("m.profile_fields")).isEqualTo(Json.of("enabled", true));
      JsonNode versions = can.path("m.room_versions");
      assertThat(versions.path("default").asText()).isEqualTo("12");
      assertThat(Json.keys(versions.path("available"))).hasSize(12).contains("1", "12");
      assertThat(Json.elements(versions.path("available")))
          .allMatch(stability -> stability.asText().equals("stable"));
    }
    Accounts.nobody(Servers.shared()).get("/capabilities").refused(401, "M_MISSING_TOKEN");
  }

  @Test
  void domainTellsWhatTheSettingsSay() {
    Client nobody = Client.nobody(Servers.shared().url()).withPrefix("/.well-known/matrix");
    for (String path : List.of("/client", "/server", "/support")) {
      nobody.get(path).notFound();
    }
    ServerSettings settings =
        ServerSettings.h2("discovery")
            .with("MATRIX_PUBLIC_URL", "https://chat.example.org/")
            .with("MATRIX_WELL_KNOWN_SERVER", "chat.example.org:443")
            .with("MATRIX_IDENTITY_SERVERS", "id.example.org")
            .with("MATRIX_SUPPORT_PAGE", "https://example.org/help")
            .with("MATRIX_SUPPORT_CONTACTS", "@root:example.org, help@example.org");
    try (MatrixServer server = MatrixServer.start(settings)) {
      Client other = nobody.at(server);
      assertThat(other.get("/client").ok())
          .isEqualTo(
              Json.of(
                  "m.homeserver", Json.of("base_url", "https://chat.example.org"),
                  "m.identity_server", Json.of("base_url", "https://id.example.org")));
      assertThat(other.get("/server").ok()).isEqualTo(Json.of("m.server", "chat.example.org:443"));
      JsonNode support = other.get("/support").ok();
      assertThat(support.path("support_page").asText()).isEqualTo("https://example.org/help");
      assertThat(support.path("contacts"))
          .isEqualTo(
              Json.list(
                  Json.of("matrix_id", "@root:example.org", "role", "m.role.admin"),
                  Json.of("email_address", "help@example.org", "role", "m.role.admin")));
      assertThat(other.get("/client").headers().firstValue("Access-Control-Allow-Origin"))
          .contains("*");
    }
  }
}
