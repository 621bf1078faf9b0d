package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.matrixee.e2e.AtOnce;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MailServer;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Users;

/** Logins and registrations of several stages. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FactorRowsIT {
  private static final String CODE = "m.login.email.code";
  private static final String URL = "m.login.email.url";
  private static final String PASSWORD = "m.login.password";

  private static MailServer mails;
  private static MatrixServer server;

  private static ServerSettings settings() {
    return mails
        .wire(ServerSettings.h2("factor"))
        .with("MATRIX_LOGIN_FLOWS", PASSWORD + "," + CODE + ";" + PASSWORD + "," + URL)
        .with("MATRIX_REGISTRATION_FLOWS", CODE + "," + PASSWORD);
  }

  @BeforeAll
  static void start() {
    mails = new MailServer();
    server = MatrixServer.start(settings());
  }

  @AfterAll
  static void stop() {
    server.close();
    mails.close();
  }

  private static Reply post(String where, Object... body) {
    return Client.nobody(server.url()).post(where, Json.of(body));
  }

  private static Reply login(Object... body) {
    return post("/login", body);
  }

  private static String address(String name) {
    return name + "@example.org";
  }

  private static String session(Reply reply) {
    return reply.ok().path("session").asText();
  }

  private static Client register(String name) {
    String session = session(post("/register", "type", CODE, "email", address(name)));
    String code = mails.lastCode(address(name));
    post("/register", "type", CODE, "session", session, "code", code).ok();
    return Client.nobody(server.url())
        .withCredentials(
            post(
                    "/register",
                    "type",
                    PASSWORD,
                    "session",
                    session,
                    "user",
                    name,
                    "password",
                    Users.PASSWORD)
                .ok());
  }

  /** The first factor; the session's key. */
  private static String password(Client user) {
    Reply reply = login("type", PASSWORD, "user", user.localpart(), "password", Users.PASSWORD);
    assertThat(reply.ok().path("next")).isEqualTo(Json.list(CODE, URL));
    assertThat(Json.keys(reply.ok())).containsExactlyInAnyOrder("next", "session");
    return session(reply);
  }

  /** Asks for the second factor; the code. */
  private static String code(Client user, String session) {
    JsonNode begun =
        login("type", CODE, "session", session, "email", address(user.localpart())).ok();
    assertThat(begun).isEqualTo(Json.of("type", CODE, "session", session));
    return mails.lastCode(address(user.localpart()));
  }

  @Test
  @Row({"S-REG-11", "S-REG-38"})
  void allStagesAreListed() {
    for (String where : List.of("/login", "/register")) {
      JsonNode flows = Client.nobody(server.url()).get(where).ok().path("flows");
      assertThat(flows).isNotEmpty();
      for (JsonNode flow : flows) {
        assertThat(flow.path("stages")).hasSize(2);
        assertThat(flow.path("stages").path(0)).isEqualTo(flow.path("type"));
      }
    }
    JsonNode login = Client.nobody(server.url()).get("/login").ok().path("flows");
    assertThat(login.path(0).path("stages")).isEqualTo(Json.list(PASSWORD, CODE));
    assertThat(login.path(1).path("stages")).isEqualTo(Json.list(PASSWORD, URL));
  }

  @Test
  @Row({"S-REG-05", "S-REG-06", "S-REG-15", "S-REG-16", "S-REG-37", "S-REG-40"})
  void twoFactorsInOneSessionLogIn() {
    Client kim = register(Users.name("two"));
    String session = password(kim);
    String code = code(kim, session);
    JsonNode done = login("type", CODE, "session", session, "code", code).ok();
    assertThat(done.path("user_id").asText()).isEqualTo(kim.userId());
    Client.nobody(server.url()).withCredentials(done).get("/initialSync").ok();
    login("type", CODE, "session", session, "code", code).refused(400, "M_UNKNOWN");
    login("type", PASSWORD, "session", session, "password", Users.PASSWORD)
        .refused(400, "M_UNKNOWN");
  }

  @Test
  @Row({"S-REG-33", "S-REG-37"})
  void flowsPartAfterTheFirstStage() {
    Client kim = register(Users.name("part"));
    String session = password(kim);
    login("type", URL, "session", session, "email", address(kim.localpart())).ok();
    String link = mails.lastLink(address(kim.localpart()));
    login("type", URL, "session", session).refused(403, "M_LOGIN_EMAIL_URL_NOT_YET");
    assertThat(new Client(server.url(), "", "", "").get(link).status()).isEqualTo(200);
    login("type", URL, "session", session).ok();
  }

  @Test
  @Row("S-REG-39")
  void noStageIsSkipped() {
    Client kim = register(Users.name("skip"));
    login("type", CODE, "user", kim.localpart(), "email", address(kim.localpart()))
        .refused(400, "M_UNKNOWN");
    post("/register", "type", PASSWORD, "user", Users.name("skip"), "password", Users.PASSWORD)
        .refused(400, "M_UNKNOWN");
    String session = session(post("/register", "type", CODE, "email", "skip@example.org"));
    post(
            "/register",
            "type",
            PASSWORD,
            "session",
            session,
            "user",
            Users.name("skip"),
            "password",
            Users.PASSWORD)
        .refused(400, "M_UNKNOWN");
    String factors = password(kim);
    login("type", PASSWORD, "session", factors, "password", Users.PASSWORD)
        .refused(400, "M_UNKNOWN");
    login("type", CODE, "session", factors, "code", "12345678").badJson();
  }

  @Test
  @Row("S-REG-40")
  void sessionsDoNotMix() {
    Client kim = register(Users.name("mix"));
    Client eve = register(Users.name("eve"));
    String kims = password(kim);
    String eves = password(eve);
    String code = code(eve, eves);
    login("type", CODE, "session", kims, "code", code).badJson();
    code(kim, kims);
    login("type", CODE, "session", kims, "code", code).forbidden();
    // Eve's address, or her name, is of no use in Kim's session.
    login("type", CODE, "session", kims, "email", address(eve.localpart())).forbidden();
    login("type", CODE, "session", kims, "user", eve.localpart(), "email", address(eve.localpart()))
        .forbidden();
    assertThat(login("type", CODE, "session", eves, "code", code).ok().path("user_id").asText())
        .isEqualTo(eve.userId());
  }

  @Test
  void userNameIsFixedOnceItIsSaid() {
    String name = Users.name("fixed");
    String session = session(post("/register", "type", CODE, "user", name, "email", address(name)));
    String code = mails.lastCode(address(name));
    post("/register", "type", CODE, "session", session, "code", code).ok();
    post(
            "/register",
            "type",
            PASSWORD,
            "session",
            session,
            "user",
            name + "2",
            "password",
            Users.PASSWORD)
        .badJson();
    assertThat(
            post("/register", "type", PASSWORD, "session", session, "password", Users.PASSWORD)
                .ok()
                .path("user_id")
                .asText())
        .isEqualTo("@" + name + ":localhost");
    post("/register", "type", CODE, "user", name, "email", "x@example.org")
        .refused(400, "M_USER_IN_USE");
  }

  @Test
  void twoAtOnceOnTheLastStageGetOneToken() {
    Client kim = register(Users.name("race"));
    for (int round = 0; round < 5; round++) {
      String session = password(kim);
      String code = code(kim, session);
      List<CompletableFuture<Reply>> racers =
          IntStream.range(0, 8)
              .mapToObj(
                  i -> AtOnce.start(() -> login("type", CODE, "session", session, "code", code)))
              .toList();
      List<Reply> replies = racers.stream().map(CompletableFuture::join).toList();
      assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
      replies.stream()
          .filter(reply -> reply.status() != 200)
          .forEach(reply -> reply.refused(400, "M_UNKNOWN"));
    }
  }

  @Test
  @Row("S-REG-30")
  void manyTriesAtOnceAreCounted() {
    Client kim = register(Users.name("guess"));
    String session = password(kim);
    code(kim, session);
    List<Reply> replies =
        IntStream.range(0, 40)
            .mapToObj(
                i -> AtOnce.start(() -> login("type", CODE, "session", session, "code", "1" + i)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    // Only counted tries are told to be wrong.
    assertThat(replies.stream().filter(reply -> reply.status() == 403)).hasSizeLessThan(6);
    for (int i = 0; i < 5; i++) {
      login("type", CODE, "session", session, "code", "1");
    }
    login("type", CODE, "session", session, "code", "1").refused(400, "M_UNKNOWN");
  }

  @Test
  void restartInTheMiddleLosesNothing() {
    Client kim = register(Users.name("restart"));
    String fresh = Users.name("half");
    String session = password(kim);
    String registration = session(post("/register", "type", CODE, "email", address(fresh)));
    server.kill();
    server.startAgain();
    String code = code(kim, session);
    post("/register", "type", CODE, "session", registration, "code", mails.lastCode(address(fresh)))
        .ok();
    server.kill();
    server.startAgain();
    login("type", CODE, "session", session, "code", code).ok();
    post(
            "/register",
            "type",
            PASSWORD,
            "session",
            registration,
            "user",
            fresh,
            "password",
            Users.PASSWORD)
        .ok();
    assertThat(server.log()).doesNotContain(session, code, registration, Users.PASSWORD);
  }

  // The last two: they leave other settings behind.
  @Test
  @Order(Integer.MAX_VALUE)
  void sessionsExpire() {
    Client kim = register(Users.name("late"));
    server.restart(settings().with("MATRIX_LOGIN_SESSION_LIFETIME", "6"));
    String session = password(kim);
    String code = code(kim, session);
    awaitExpiry(session);
    login("type", CODE, "session", session, "code", code).refused(400, "M_UNKNOWN");
  }

  private static void awaitExpiry(String session) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!login("type", URL, "session", session).text().contains("expired")) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void stricterFlowsHoldForOldSessions() {
    Client kim = register(Users.name("strict"));
    String session = password(kim);
    String code = code(kim, session);
    server.restart(settings().with("MATRIX_LOGIN_FLOWS", PASSWORD + "," + URL + "," + CODE));
    login("type", CODE, "session", session, "code", code).refused(400, "M_UNKNOWN");
  }

  @Test
  @Row("S-REG-04")
  void stageThatIsNotConfiguredStopsTheStart() {
    ServerSettings wrong = ServerSettings.h2("wrong-flow").with("MATRIX_LOGIN_FLOWS", CODE);
    try (MatrixServer refusing = MatrixServer.launched(wrong)) {
      assertThat(refusing.logOfFailedStart())
          .contains(
              "Matrix EE does not start: The setting MATRIX_LOGIN_FLOWS is wrong: ",
              CODE + " needs MATRIX_SMTP_HOST.");
    }
  }
}
