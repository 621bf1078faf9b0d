package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real browser goes through every offered flow by the fallback page. */
class LoginFlowsPageIT {
  private static MailServer mails;
  private static IdentityServer identity;
  private static MatrixServer server;

  @BeforeAll
  static void start() {
    mails = new MailServer();
    identity = new IdentityServer();
    server =
        MatrixServer.start(
            mails
                .wire(ServerSettings.h2("page"))
                .with("MATRIX_IDENTITY_SERVERS", identity.url())
                .with(
                    "MATRIX_LOGIN_FLOWS",
                    "m.login.password,m.login.email.code;m.login.email.url;m.login.email.identity"));
  }

  @AfterAll
  static void stop() {
    server.close();
    identity.close();
    mails.close();
  }

  private static PageDriver open(String page, String device, String name) {
    return new PageDriver(server.url() + Client.V1 + page, device, name);
  }

  private static String address(String name) {
    return name + "@example.org";
  }

  private static Client client() {
    return Client.nobody(server.url());
  }

  /** Registers a user with a verified address. */
  private static Client register(String name) {
    JsonNode begun =
        client()
            .post("/register", Json.of("type", "m.login.email.code", "email", address(name)))
            .ok();
    String session = begun.path("session").asText();
    client()
        .post(
            "/register",
            Json.of(
                "type",
                "m.login.email.code",
                "session",
                session,
                "code",
                mails.lastCode(address(name))))
        .ok();
    return client()
        .withCredentials(
            client()
                .post(
                    "/register",
                    Json.of(
                        "type",
                        "m.login.password",
                        "session",
                        session,
                        "user",
                        name,
                        "password",
                        Users.PASSWORD))
                .ok());
  }

  private static void assertLoggedIn(JsonNode state, Client user) {
    assertThat(state.path("result").asText()).isEqualTo(user.userId());
    assertThat(state.path("called").path("userId").asText()).isEqualTo(user.userId());
    client().withToken(state.path("called").path("accessToken").asText()).get("/initialSync").ok();
    assertThat(state.path("errors")).isEmpty();
    assertThat(state.path("overflows").asBoolean()).isFalse();
  }

  @Test
  @Row({"S-REG-04", "S-REG-41"})
  void twoFactorsOnAPhone() {
    Client kim = register(Users.name("factors"));
    try (PageDriver page = open("/login/fallback", "phone", "factors")) {
      JsonNode ways = page.tell("state");
      assertThat(ways.path("ways")).hasSize(3);
      assertThat(ways.path("overflows").asBoolean()).isFalse();
      page.tell("shot", "1-ways");
      page.tell("way", "Password, then code by e-mail");
      assertThat(page.tell("state").path("step").asText()).isEqualTo("Step 1 of 2: password");
      page.tell("fill", "user", kim.localpart());
      page.tell("fill", "password", "wrong");
      assertThat(page.tell("submit").path("error").asText()).contains("wrong");
      page.tell("shot", "2-wrong");
      page.tell("fill", "password", Users.PASSWORD);
      assertThat(page.tell("submit").path("fields")).isEqualTo(Json.list("email"));
      page.tell("shot", "3-address");
      page.tell("fill", "email", address(kim.localpart()));
      assertThat(page.tell("submit").path("fields")).isEqualTo(Json.list("code"));
      page.tell("shot", "4-code");
      page.tell("fill", "code", mails.lastCode(address(kim.localpart())));
      JsonNode done = page.tell("submit");
      assertLoggedIn(done, kim);
      assertThat(done.path("foreign")).isEmpty();
      page.tell("shot", "5-done");
    }
  }

  @Test
  @Row({"S-REG-32", "S-REG-41"})
  void linkOpenedElsewhereLetsThePageGoOn() {
    Client kim = register(Users.name("link"));
    try (PageDriver page = open("/login/fallback", "desktop", "link")) {
      page.tell("shot", "1-ways");
      page.tell("way", "Link by e-mail");
      page.tell("fill", "user", kim.localpart());
      page.tell("fill", "email", address(kim.localpart()));
      assertThat(page.tell("submit").path("hint").asText()).contains("link");
      page.tell("shot", "2-sent");
      String link = mails.lastLink(address(kim.localpart()));
      assertThat(new Client(server.url(), "", "", "").get(link).text()).contains("Confirmed");
      assertLoggedIn(page.tell("wait", "#result"), kim);
    }
  }

  @Test
  @Row("S-REG-41")
  void identityServerIsAskedByTheBrowser() {
    Client kim = register(Users.name("vouched"));
    try (PageDriver page = open("/login/fallback", "desktop", "identity")) {
      page.tell("way", "Identity server");
      page.tell("fill", "email", address(kim.localpart()));
      assertThat(page.tell("submit").path("fields")).isEqualTo(Json.list("code"));
      page.tell("shot", "1-code");
      page.tell("fill", "code", "wrong");
      assertThat(page.tell("submit").path("error").asText()).isNotBlank();
      page.tell("fill", "code", identity.token(address(kim.localpart())));
      JsonNode done = page.tell("submit");
      assertLoggedIn(done, kim);
      assertThat(done.path("foreign")).isNotEmpty();
      assertThat(done.path("foreign")).allMatch(url -> url.asText().startsWith(identity.url()));
    }
  }

  @Test
  void accountIsMadeByTheRegistrationPage() {
    String name = Users.name("new");
    try (PageDriver page = open("/register/fallback", "phone", "register")) {
      page.tell("way", "Identity server, then password");
      page.tell("fill", "user", name);
      page.tell("fill", "email", address(name));
      page.tell("submit");
      page.tell("fill", "code", identity.token(address(name)));
      assertThat(page.tell("submit").path("fields")).isEqualTo(Json.list("password"));
      page.tell("shot", "1-password");
      page.tell("fill", "password", Users.PASSWORD);
      JsonNode done = page.tell("submit");
      Client kim = client().withCredentials(Json.of("user_id", "@" + name + ":localhost"));
      assertLoggedIn(done, kim);
      identity.awaitOwner(address(name), kim.userId(), Duration.ofMinutes(1));
    }
  }

  @Test
  void linkPageSaysWhatHappened() {
    Client kim = register(Users.name("said"));
    client()
        .post(
            "/login",
            Json.of(
                "type",
                "m.login.email.url",
                "user",
                kim.localpart(),
                "email",
                address(kim.localpart())))
        .ok();
    String link = mails.lastLink(address(kim.localpart()));
    Path shots = Path.of("target", "screenshots").toAbsolutePath();
    JsonNode seen =
        Json.parse(
            NodeScripts.node(
                    NodeScripts.install("browser"),
                    "look.js",
                    NodeScripts.chromium().toString(),
                    shots.toString(),
                    server.url() + link,
                    server.url() + link + "x")
                .trim());
    assertThat(seen.path(0).path("text").asText()).contains("Confirmed", "Go back");
    assertThat(seen.path(0).path("status").asInt()).isEqualTo(200);
    assertThat(seen.path(1).path("text").asText()).contains("of no use any more");
    assertThat(seen.path(1).path("status").asInt()).isEqualTo(400);
  }
}
