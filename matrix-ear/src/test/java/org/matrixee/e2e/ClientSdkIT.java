package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first releases of matrix-js-sdk, which speak this API, chat by the server. */
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
}
