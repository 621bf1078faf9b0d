package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code m.login.oauth2} with several providers, one of them down, and as one of two factors. */
class OAuthServicesIT {
  private static final Pattern LINK = Pattern.compile("href=\"(http://127[^\"]+)\"");
  private static final String PASSWORD = "m.login.password";

  private static final OAuthProvider REFUSE = OAuthProvider.start();
  private static final OAuthProvider NUMBER = OAuthProvider.start();
  private static final OAuthProvider LINKED = OAuthProvider.start();
  private static final OAuthProvider DOWN = OAuthProvider.notStarted();

  private static MatrixServer server;
  private static OAuthLogin login;

  @BeforeAll
  static void start() {
    ServerSettings settings = ServerSettings.h2("services");
    settings = REFUSE.in(settings, "refuse").with("MATRIX_OIDC_REFUSE_NAME", "R & D <labs>");
    settings = NUMBER.in(settings, "number").with("MATRIX_OIDC_NUMBER_NAME_TAKEN", "number");
    settings = LINKED.in(settings, "linked").with("MATRIX_OIDC_LINKED_NAME_TAKEN", "link");
    settings = DOWN.in(settings, "down").with("MATRIX_OIDC_DOWN_NAME", "Down Under");
    server = MatrixServer.start(settings);
    login = new OAuthLogin(server);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    List.of(REFUSE, NUMBER, LINKED, DOWN).forEach(OAuthProvider::close);
  }

  private static List<URI> links(Reply page) {
    List<URI> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(page.text());
    while (matcher.find()) {
      links.add(URI.create(matcher.group(1).replace("&amp;", "&")));
    }
    return links;
  }

  private static Reply at(OAuthProvider provider, String subject, String userName) {
    URI link =
        links(OAuthLogin.get(login.begin())).stream()
            .filter(uri -> uri.toString().startsWith(provider.issuer()))
            .findFirst()
            .orElseThrow();
    return OAuthLogin.get(provider.allow(link, subject, Map.of("preferred_username", userName)));
  }

  @Test
  @Row({"S-REG-22", "S-REG-23"})
  void pageLinksToTheAuthorizationRequestOfEachService() {
    URI uri = login.begin();
    assertThat(uri.toString()).startsWith(server.url());
    Reply page = OAuthLogin.get(uri);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.text())
        .contains("R &amp; D &lt;labs>")
        .contains("number")
        .contains("linked")
        .contains("Down Under");
    assertThat(links(page))
        .hasSize(3)
        .allSatisfy(
            link ->
                assertThat(OAuthProvider.query(link.getRawQuery()))
                    .containsEntry("response_type", "code")
                    .containsEntry("client_id", OAuthProvider.CLIENT)
                    .hasEntrySatisfying(
                        "redirect_uri",
                        redirect ->
                            assertThat(redirect)
                                .startsWith(server.url() + Client.V1 + "/login/oauth2/callback/")));
    assertThat(
            links(page).stream()
                .map(link -> OAuthProvider.query(link.getRawQuery()).get("nonce"))
                .distinct())
        .hasSize(3);
  }

  @Test
  @Row({"S-REG-23", "S-REG-26"})
  void eachServiceLogsInAndACodeOfOneIsNothingToAnother() {
    String name = Users.name("kim");
    assertThat(at(REFUSE, name, name).ok().path("user_id").asText())
        .isEqualTo("@" + name + ":localhost");
    List<URI> links = links(OAuthLogin.get(login.begin()));
    URI back = REFUSE.allow(links.get(0), name, Map.of("preferred_username", name));
    OAuthLogin.get(URI.create(back.toString().replace("/callback/refuse", "/callback/number")))
        .forbidden();
  }

  @Test
  void takenNameIsHandledAsTheSettingsOfTheServiceSay() {
    Client kim = server.fresh("kim");
    at(REFUSE, Users.name("r"), kim.localpart()).refused(400, "M_USER_IN_USE");
    String subject = Users.name("n");
    JsonNode numbered = at(NUMBER, subject, kim.localpart()).ok();
    assertThat(numbered.path("user_id").asText()).isEqualTo("@" + kim.localpart() + "2:localhost");
    assertThat(at(NUMBER, subject, kim.localpart()).ok().path("user_id"))
        .isEqualTo(numbered.path("user_id"));
    String linked = Users.name("l");
    assertThat(at(LINKED, linked, kim.localpart()).ok().path("user_id").asText())
        .isEqualTo(kim.userId());
    at(LINKED, Users.name("other"), kim.localpart()).refused(400, "M_USER_IN_USE");
    // Who has both proves himself by either.
    Reply challenge = kim.withPrefix("/_matrix/client/v3").post("/account/deactivate", Json.of());
    assertThat(challenge.json().path("flows"))
        .isEqualTo(
            Json.list(
                Json.of("stages", Json.list(PASSWORD)),
                Json.of("stages", Json.list("m.login.sso"))));
  }

  @Test
  void addressOfThePageIsNotForOthers() {
    URI uri = login.begin();
    Reply page = OAuthLogin.get(uri, OAuthLogin.AS_BROWSER);
    String cookie = page.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(OAuthLogin.get(uri, OAuthLogin.AS_BROWSER).status()).isEqualTo(403);
    OAuthLogin.get(uri).forbidden();
    Reply again =
        OAuthLogin.get(
            uri, "Accept", "text/html", "Cookie", cookie.substring(0, cookie.indexOf(';')));
    assertThat(again.status()).isEqualTo(200);
    OAuthLogin.get(OAuthLogin.with(uri, "key", "unknown")).refused(400, "M_UNKNOWN");
    OAuthLogin.get(URI.create(server.url() + Client.V1 + "/login/oauth2/select"))
        .refused(400, "M_UNKNOWN");
    Reply unknown = OAuthLogin.get(OAuthLogin.with(uri, "key", "unknown"), OAuthLogin.AS_BROWSER);
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text()).contains("has been used, or has expired");
  }

  @Test
  void loginGoesOnAfterARestartAndAServiceThatWasDownAtTheStartIsFound() {
    URI page = login.begin();
    String name = Users.name("restart");
    URI link = links(OAuthLogin.get(page)).get(0);
    String today = Users.name("today");
    SignOnVisitor atProvider = new SignOnVisitor(server);
    URI there = atProvider.begins("refuse", "https://app.example/?a=b");
    SignOnVisitor asked = new SignOnVisitor(server);
    Reply question =
        asked.comesBack(
            REFUSE.allow(
                asked.begins("refuse", "https://app.example/"),
                today,
                Map.of("preferred_username", today)));
    server.restart();
    OAuthLogin.get(REFUSE.allow(link, name, Map.of("preferred_username", name))).ok();
    // The same for clients of today: in the middle, at the provider and at the last question.
    SignOnVisitor.byToken(server, asked.agrees(question)).ok();
    Reply later =
        atProvider.comesBack(REFUSE.allow(there, today, Map.of("preferred_username", today)));
    assertThat(
            SignOnVisitor.byToken(server, atProvider.agrees(later)).ok().path("user_id").asText())
        .isEqualTo("@" + today + ":localhost");
    DOWN.open();
    try {
      URI last = login.begin();
      assertThat(links(OAuthLogin.get(last))).hasSize(4);
    } finally {
      DOWN.close();
    }
  }

  @Test
  @Row("S-REG-26")
  void redirectLeadsToTheNextStageOfATwoFactorLogin() {
    OAuthProvider only = OAuthProvider.start();
    ServerSettings settings =
        only.in(ServerSettings.h2("two-factors"), "only")
            .with("MATRIX_OIDC_ONLY_NAME_TAKEN", "link")
            .with("MATRIX_LOGIN_FLOWS", OAuthLogin.TYPE + "," + PASSWORD);
    try (only;
        MatrixServer twoFactors = MatrixServer.start(settings)) {
      String name = Users.name("kim");
      Client nobody = Client.nobody(twoFactors.url());
      nobody.register(name, Users.PASSWORD).ok();
      nobody.login(name, Users.PASSWORD).refused(400, "M_UNKNOWN");
      OAuthLogin oauth = new OAuthLogin(twoFactors);
      JsonNode next = oauth.at(only, name, name).ok();
      assertThat(next.path("next").asText()).isEqualTo(PASSWORD);
      assertThat(next.has("access_token")).isFalse();
      String session = next.path("session").asText();
      nobody
          .post("/login", Json.of("type", PASSWORD, "session", session, "password", "wrong"))
          .forbidden();
      nobody
          .withCredentials(
              nobody
                  .post(
                      "/login",
                      Json.of("type", PASSWORD, "session", session, "password", Users.PASSWORD))
                  .ok())
          .createRoom();
    }
  }
}
