package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Passwords that an Elytron security domain checks in a real LDAP directory. */
class DirectoryLoginIT {
  private static final String PASSWORD = "pässword of Ann";

  private static Directory directory;
  private static MatrixServer server;
  private static Client nobody;

  @BeforeAll
  static void start() {
    directory =
        Directory.start()
            .person("ann", "Ann Example", PASSWORD)
            .person("bea", "Bea Example", PASSWORD)
            .person("carol", "Carol Example", PASSWORD)
            .person("dora", "Dora Example", PASSWORD)
            .person("J.Doe", "John Doe", PASSWORD);
    ServerSettings own = ServerSettings.h2("directory");
    server = MatrixServer.start(own);
    Client.register(server.url(), "carol", Users.PASSWORD);
    server.restart(directory.in(own));
    nobody = Client.nobody(server.url());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    directory.close();
  }

  @Test
  void passwordOfTheDirectoryLogsInAndTheAccountIsMadeOnce() {
    JsonNode first = nobody.login("ann", PASSWORD).ok();
    assertThat(first.path("user_id").asText()).isEqualTo("@ann:localhost");
    JsonNode second = nobody.login("@Ann:localhost", PASSWORD).ok();
    assertThat(second.path("user_id")).isEqualTo(first.path("user_id"));
    Client ann = nobody.withCredentials(first);
    ann.createRoom().say("hello");
    assertThat(ann.get(Client.path("profile", ann.userId(), "displayname")).ok().toString())
        .contains("Ann Example");
    assertThat(nobody.login("j.doe", PASSWORD).ok().path("user_id").asText())
        .isEqualTo("@j.doe:localhost");
  }

  @Test
  void whateverIsNotThePasswordIsRefusedAlike() {
    Reply wrong = nobody.login("bea", "wrong");
    wrong.forbidden();
    assertThat(nobody.login("nobody", PASSWORD).text()).isEqualTo(wrong.text());
    assertThat(nobody.login("bea", "").text()).isEqualTo(wrong.text());
    assertThat(nobody.login("*", PASSWORD).text()).isEqualTo(wrong.text());
    assertThat(nobody.login("be*", PASSWORD).text()).isEqualTo(wrong.text());
    assertThat(nobody.login("bea)(uid=*", PASSWORD).text()).isEqualTo(wrong.text());
    assertThat(nobody.login("@bea:elsewhere.example", PASSWORD).text()).isEqualTo(wrong.text());
  }

  @Test
  void accountOfAnotherPersonIsNotGivenAway() {
    nobody.login("carol", PASSWORD).refused(400, "M_USER_IN_USE");
    nobody.login("carol", Users.PASSWORD).forbidden();
  }

  @Test
  void registrationWithAPasswordIsNotOffered() {
    assertThat(nobody.get("/register").ok().path("flows").toString())
        .doesNotContain("m.login.password");
    nobody.register(Users.name("new"), Users.PASSWORD).refused();
    assertThat(nobody.get("/login").ok().path("flows").toString()).contains("m.login.password");
  }

  @Test
  void manyFirstLoginsAtOnceMakeOneAccount() {
    List<CompletableFuture<Reply>> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(AtOnce.start(() -> nobody.login("dora", PASSWORD)));
    }
    all.forEach(
        reply ->
            assertThat(reply.join().ok().path("user_id").asText()).isEqualTo("@dora:localhost"));
  }

  @Test
  void directoryThatIsDownIsNotAWrongPassword() {
    nobody.login("bea", PASSWORD).ok();
    directory.shut();
    try {
      nobody.login("bea", PASSWORD).refused(503, "M_UNKNOWN");
      nobody.login("bea", "wrong").refused(503, "M_UNKNOWN");
    } finally {
      directory.open();
    }
    nobody.login("bea", PASSWORD).ok();
    assertThat(server.log()).doesNotContain(PASSWORD);
  }

  @Test
  void accountsAreGivenToTheDirectoryIfTheSettingsSaySo() {
    ServerSettings own = ServerSettings.h2("moved");
    try (MatrixServer moved = MatrixServer.start(own)) {
      Client bea = Client.register(moved.url(), "bea", Users.PASSWORD);
      String room = bea.createRoom().id();
      moved.restart(directory.in(own).with("MATRIX_PASSWORD_NAME_TAKEN", "link"));
      Client.nobody(moved.url()).login("bea", Users.PASSWORD).forbidden();
      Client again =
          bea.withToken("").withCredentials(bea.withToken("").login("bea", PASSWORD).ok());
      assertThat(again.syncEntry(room).path("membership").asText()).isEqualTo("join");
    }
  }

  @Test
  void unknownDomainStopsTheStartWithASentenceThatNamesIt() {
    ServerSettings wrong = ServerSettings.h2("domain").with("MATRIX_PASSWORD_BACKEND", "NoDomain");
    try (MatrixServer refused = MatrixServer.launched(wrong)) {
      assertThat(refused.logOfFailedStart())
          .contains(
              "Matrix EE does not start: The setting MATRIX_PASSWORD_BACKEND is wrong: the"
                  + " container has no security domain \"NoDomain\".");
    }
  }
}
