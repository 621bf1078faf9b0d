package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.ServerSettings;

/** What the admin's settings do: another key, others by list, nobody at all, a wrong key store. */
class FederationSettingsIT {
  private static final String KEYS = "/_matrix/key/v2/server";

  @Test
  void keyIsRotatedAndDoorIsClosed() {
    ServerSettings settings = Federation.settings(ServerSettings.h2("rotating"), 0);
    try (Peer peer = Peer.start();
        Peer other = Peer.start();
        MatrixServer server = MatrixServer.start(settings)) {
      JsonNode before = Peer.send(server, "GET", KEYS, null).ok();
      String first = Json.keys(before.path("verify_keys")).get(0);
      peer.transaction(server, "a").ok();
      int asked = peer.received().size();

      server.restart(
          settings
              .with("MATRIX_SIGNING_KEY_VERSION", "second")
              .with("MATRIX_FEDERATION_ALLOW_SERVERS", peer.name()));
      JsonNode after = Peer.send(server, "GET", KEYS, null).ok();
      assertThat(Json.keys(after.path("verify_keys"))).containsExactly("ed25519:second");
      JsonNode old = after.path("old_verify_keys").path(first);
      assertThat(old.path("key")).isEqualTo(before.path("verify_keys").path(first).path("key"));
      assertThat(old.path("expired_ts").asLong()).isBetween(1L, System.currentTimeMillis());
      peer.transaction(server, "b").ok();
      assertThat(peer.received()).as("its keys are known from before").hasSize(asked);
      other.transaction(server, "a").refused(403, "M_FORBIDDEN");
      assertThat(other.received()).as("nobody asks it for keys").isEmpty();

      server.restart(settings.with("MATRIX_FEDERATION", "off"));
      peer.transaction(server, "c").refused(403, "M_FORBIDDEN");
      Peer.send(server, "GET", KEYS, null).refused(403, "M_FORBIDDEN");
    }
  }

  @Test
  void wrongKeyStoreStopsTheStart() {
    Path notOne = Identity.trust();
    ServerSettings settings =
        Federation.settings(ServerSettings.h2("wrong-store"), 0)
            .with("MATRIX_TLS_KEYSTORE", notOne.toString());
    try (MatrixServer server = MatrixServer.launched(settings)) {
      assertThat(server.logOfFailedStart())
          .contains("Matrix EE does not start: The setting MATRIX_TLS_KEYSTORE is wrong");
    }
  }
}
