package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Passwords that an Elytron security domain checks in a real LDAP directory. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DirectoryLoginIT {
  private static final String PASSWORD = "pässword of Ann";

  private static final ServerSettings OWN = ServerSettings.h2("directory");

  private static Directory directory;
  private static MatrixServer server;
  private static Client nobody;

  /** She has an account from before there was a directory. */
  private static Client erin;

  @BeforeAll
  static void start() {
    directory =
        Directory.start()
            .person("ann", "Ann Example", PASSWORD)
            .person("bea", "Bea Example", PASSWORD)
            .person("carol", "Carol Example", PASSWORD)
            .person("dora", "Dora Example", PASSWORD)
            .person("erin", "Erin Example", PASSWORD)
            .person("J.Doe", "John Doe", PASSWORD);
    server = MatrixServer.start(OWN);
    Client.register(server.url(), "carol", Users.PASSWORD);
    erin = Client.register(server.url(), "erin", Users.PASSWORD);
    server.restart(directory.in(OWN));
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

  // The last one: it leaves other settings behind.
  @Test
  @Order(Integer.MAX_VALUE)
  void accountsAreGivenToTheDirectoryIfTheSettingsSaySo() {
    String room = erin.createRoom().id();
    server.restart(directory.in(OWN).with("MATRIX_PASSWORD_NAME_TAKEN", "link"));
    nobody.login("erin", Users.PASSWORD).forbidden();
    Client again = nobody.withCredentials(nobody.login("erin", PASSWORD).ok());
    assertThat(again.userId()).isEqualTo(erin.userId());
    assertThat(again.syncEntry(room).path("membership").asText()).isEqualTo("join");
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
