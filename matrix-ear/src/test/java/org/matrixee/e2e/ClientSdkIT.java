package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases of matrix-js-sdk that speak this API chat by the server. */
class ClientSdkIT {

  @ParameterizedTest
  @ValueSource(strings = {"sdk-0.0.1", "sdk-0.0.4"})
  @Row({"S-API-01", "S-ARCH-22"})
  void sdkRegistersCreatesChatsAndReceives(String version) {
    Path folder = NodeScripts.install(version);
    String output =
        NodeScripts.node(
            folder,
            "chat.js",
            Servers.shared().url(),
            Servers.shared().name(),
            Users.name("sdk-anna"),
            Users.name("sdk-bert"));
    assertThat(output).contains("received live: hello from the sdk");
  }

  /** A release of 2015 with store and running stream: it needs a few paths of that year. */
  @Test
  @Row({"S-API-01", "S-ARCH-22"})
  void sdkOf2015StartsJoinsAndReceivesLiveEvents() {
    Path folder = NodeScripts.install("sdk-0.2.0");
    String output =
        NodeScripts.node(
            folder,
            "live.js",
            Servers.shared().url(),
            Servers.shared().name(),
            Users.name("sdk-anna"),
            Users.name("sdk-bert"));
    assertThat(output).contains("received live: hello from 0.2.0");
  }
}
