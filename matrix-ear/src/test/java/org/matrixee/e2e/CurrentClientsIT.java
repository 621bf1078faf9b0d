package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients of today talk by the server. */
class CurrentClientsIT {
  /** Debian's own Python, which has Debian's package of matrix-nio. */
  private static final String PYTHON = "/usr/bin/python3";

  /**
   * Two users with two devices each: messages, edits, reactions, threads, receipts, typing; an
   * encrypted room, cross-signing and key backup, read on new devices as well; and a client of 2014
   * in the same rooms.
   */
  @Test
  void currentSdkTalksEncrypted() {
    Path folder = NodeScripts.install("sdk-current");
    String output =
        NodeScripts.node(
            folder,
            "talk.mjs",
            Servers.shared().url(),
            Servers.shared().name(),
            Users.name("sdk-anna"),
            Users.name("sdk-bert"),
            Users.name("sdk-carl"));
    assertThat(output)
        .contains("a client of 2014 talks in the same rooms")
        .contains("new devices read what was said before")
        .contains("all devices read what the new device says")
        .contains("all received");
  }

  @Test
  void nioTalks() {
    Path here = Path.of(".").toAbsolutePath();
    boolean present =
        Path.of(PYTHON).toFile().canExecute()
            && Processes.run(here, List.of(PYTHON, "-c", "import nio")).exit() == 0;
    NodeScripts.require(present, "matrix-nio is missing: install Debian's python3-matrix-nio");
    Processes.Result talk =
        Processes.run(
            here,
            List.of(
                PYTHON,
                "src/test/python/talk.py",
                Servers.shared().url(),
                Users.name("nio-anna"),
                Users.name("nio-bert")));
    assertThat(talk.output()).contains("nio has talked");
    assertThat(talk.exit()).isZero();
  }
}
