package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code m.login.sso} over the current API: for logins, and as a proof (v1.19). */
class CurrentSignOnIT {
  private static final String V3 = "/_matrix/client/v3";

  private static MatrixServer server;
  private static OAuthProvider provider;

  @BeforeAll
  static void start() {
    server = SignOnServer.server();
    provider = SignOnServer.provider();
  }

  private static String redirect(String provider, String redirectUrl) {
    return server.url()
        + V3
        + "/login/sso/redirect"
        + provider
        + "?redirectUrl="
        + Client.encode(redirectUrl);
  }

  private static Client nobody() {
    return Client.nobody(server.url()).withPrefix(V3);
  }

  private static SignOnVisitor visitor() {
    return new SignOnVisitor(server);
  }

  private static String location(Reply reply) {
    return SignOnVisitor.location(reply);
  }

  private static Reply byToken(String where) {
    return SignOnVisitor.byToken(server, where);
  }

  /** The whole way of a login. */
  private static Reply logIn(SignOnVisitor person, String redirectUrl, String name) {
    URI there = person.begins(SignOnServer.OTHER, redirectUrl);
    return person.comesBack(provider.allow(there, name, Map.of("preferred_username", name)));
  }

  private static Client loggedIn(String name) {
    String back = location(logIn(visitor(), SignOnServer.TRUSTED, name));
    return nobody().withCredentials(byToken(back).ok());
  }

  @Test
  void flowIsListedWithItsProviders() {
    for (String version : List.of("v3", "r0")) {
      JsonNode flows =
          nobody().withPrefix("/_matrix/client/" + version).get("/login").ok().path("flows");
      assertThat(Json.texts(flows, "type"))
          .containsExactly("m.login.password", "m.login.sso", "m.login.token");
      assertThat(flows.path(1).path("identity_providers"))
          .isEqualTo(
              Json.list(
                  Json.of("id", "corp", "name", "Example Corporation"),
                  Json.of(
                      "id", "other",
                      "name", "Other Service",
                      "icon", "mxc://localhost/icon",
                      "brand", "github")));
    }
    nobody().post("/login", Json.of("type", "m.login.sso")).refused(400, "M_UNKNOWN");
  }

  @Test
  void trustedClientGetsATokenThatIsGoodOnce() {
    String name = Users.name("kim");
    String address = SignOnServer.TRUSTED + "/app?x=1%262&loginToken=trap#/home";
    String back = location(logIn(visitor(), address, name));
    assertThat(back)
        .matches(
            Pattern.quote(SignOnServer.TRUSTED) + "/app\\?x=1%262&loginToken=[\\w-]{43}#/home");
    JsonNode login = byToken(back).ok();
    assertThat(login.path("user_id").asText()).isEqualTo("@" + name + ":localhost");
    assertThat(login.path("device_id").asText()).isNotBlank();
    nobody().withCredentials(login).get("/account/whoami").ok();
    byToken(back).forbidden();
    String app = location(logIn(visitor(), "org.example.app:/back", name));
    assertThat(app).startsWith("org.example.app:/back?loginToken=");
    byToken(app).ok();
    assertThat(location(logIn(visitor(), server.url() + "/", name))).startsWith(server.url());
    assertThat(server.log()).doesNotContain(back.replaceFirst(".*loginToken=(.{43}).*", "$1"));
  }

  @Test
  void peopleAreAskedBeforeTheyAreSentToOthers() {
    String name = Users.name("kim");
    for (String address :
        List.of(
            "https://trusted.example.evil.example/?a=b", "evil:/x", "http://trusted.example/")) {
      SignOnVisitor person = visitor();
      Reply page = logIn(person, address, name);
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("frame-ancestors 'none'");
      assertThat(page.text())
          .doesNotContain("loginToken")
          .contains("@" + name + ":localhost")
          .contains(
              "<strong>"
                  + address.replaceFirst("^https?://([^/]+)/.*", "$1").replaceFirst(":.*", "")
                  + "</strong>");
      String go = server.url() + SignOnVisitor.link(page, "/_matrix/");
      assertThat(visitor().get(go).status()).isEqualTo(403);
      OAuthLogin.get(URI.create(go)).forbidden();
      String back = location(person.get(go));
      assertThat(back).startsWith(address).contains("loginToken=");
      byToken(back).ok();
      assertThat(person.get(go).status()).isEqualTo(400);
    }
  }

  @Test
  void personChoosesOneOfSeveralProviders() {
    SignOnVisitor person = visitor();
    String select = location(person.get(redirect("", SignOnServer.TRUSTED)));
    assertThat(select).startsWith(server.url());
    assertThat(visitor().get(select).status()).isEqualTo(403);
    Reply page = person.get(select);
    assertThat(page.text()).contains("Example Corporation", "Other Service");
    String name = Users.name("kim");
    Reply back =
        person.comesBack(
            provider.allow(
                URI.create(SignOnVisitor.link(page, provider.issuer())),
                name,
                Map.of("preferred_username", name)));
    byToken(location(back)).ok();
  }

  @Test
  void badRedirectsAreRefused() {
    String path = "/login/sso/redirect";
    String query = "?redirectUrl=" + Client.encode(SignOnServer.TRUSTED);
    nobody().get(path).refused(400, "M_MISSING_PARAM");
    for (String bad :
        List.of("javascript:alert(1)", "data:text/html,x", "/x", "https://a@b/", "")) {
      nobody().get(path + "?redirectUrl=" + Client.encode(bad)).refused(400, "M_INVALID_PARAM");
      nobody()
          .get(path + "/other?redirectUrl=" + Client.encode(bad))
          .refused(400, "M_INVALID_PARAM");
    }
    nobody().get(path + "/none" + query).notFound();
    Reply page = visitor().get(redirect("/none", SignOnServer.TRUSTED));
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.text()).contains("There is no such login service.");
    nobody().get(path + query + "&action=dance").refused(400, "M_INVALID_PARAM");
    for (String action : List.of("login", "register")) {
      location(visitor().get(redirect("/other", SignOnServer.TRUSTED) + "&action=" + action));
    }
    Servers.shared().fresh("x").withPrefix(V3).get(path + query).notFound();
  }

  @Test
  void anotherBrowserAndARefusalGetNoToken() {
    SignOnVisitor person = visitor();
    String name = Users.name("kim");
    String there = location(person.get(redirect("/other", SignOnServer.TRUSTED)));
    String back = provider.allow(URI.create(there), name, Map.of()).toString();
    Reply foreign = visitor().get(back);
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.text()).contains("another browser", "Go back to your app");
    URI refused = OAuthLogin.with(URI.create(back), "code", null);
    Reply denied = person.get(OAuthLogin.with(refused, "error", "access_denied").toString());
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.text()).contains("Go back to your app").doesNotContain("login/fallback");
    assertThat(person.get(back).status()).isEqualTo(400);
  }

  // ---- User-interactive authentication

  private static String challenge(Client user, String operation) {
    Reply reply = user.post(operation, Json.of("devices", Json.list("OTHER")));
    assertThat(reply.status()).as(reply.text()).isEqualTo(401);
    JsonNode body = reply.json();
    assertThat(body.path("flows"))
        .isEqualTo(Json.list(Json.of("stages", Json.list("m.login.sso"))));
    return body.path("session").asText();
  }

  private static String fallback(String session) {
    return server.url() + V3 + "/auth/m.login.sso/fallback/web?session=" + Client.encode(session);
  }

  private static Map<String, Object> seen(String name, Instant when) {
    return Map.of("preferred_username", name, "auth_time", when.getEpochSecond());
  }

  @Test
  void userWithoutAPasswordProvesHimselfWhereHeCameFrom() {
    String name = Users.name("kim");
    Client kim = loggedIn(name);
    JsonNode can = kim.get("/capabilities").ok().path("capabilities");
    assertThat(can.path("m.get_login_token")).isEqualTo(Json.of("enabled", true));
    assertThat(can.path("m.change_password")).isEqualTo(Json.of("enabled", false));
    assertThat(can.path("m.3pid_changes")).isEqualTo(Json.of("enabled", true));

    String session = challenge(kim, "/delete_devices");
    ObjectNode again = Json.of("devices", Json.list("OTHER"));
    again.set("auth", Json.of("type", "m.login.sso", "session", session));
    Reply early = kim.post("/delete_devices", again);
    assertThat(early.status()).isEqualTo(401);
    assertThat(early.json().path("errcode").asText()).isEqualTo("M_FORBIDDEN");

    // Somebody else, and a login of yesterday, prove nothing.
    Instant yesterday = Instant.now().minusSeconds(86_400);
    for (Map.Entry<String, Map<String, Object>> wrong :
        Map.<String, Map<String, Object>>of(
                Users.name("eve"),
                Map.of("preferred_username", Users.name("eve")),
                name,
                Map.of("auth_time", yesterday.getEpochSecond()))
            .entrySet()) {
      SignOnVisitor person = visitor();
      String there = SignOnVisitor.link(person.get(fallback(session)), provider.issuer());
      URI back = provider.allow(URI.create(there), wrong.getKey(), wrong.getValue());
      assertThat(person.comesBack(back).status()).isEqualTo(403);
    }
    assertThat(kim.post("/delete_devices", again).status()).isEqualTo(401);

    SignOnVisitor person = visitor();
    Reply page = person.get(fallback(session));
    assertThat(page.text()).contains(kim.userId(), "end sessions of yours");
    String there = SignOnVisitor.link(page, provider.issuer());
    assertThat(OAuthProvider.query(URI.create(there).getRawQuery()))
        .containsEntry("max_age", "0")
        .containsEntry("login_hint", kim.localpart());
    Reply passed =
        person.comesBack(provider.allow(URI.create(there), name, seen(name, Instant.now())));
    assertThat(passed.status()).as(passed.text()).isEqualTo(200);
    assertThat(passed.text()).contains("onAuthDone", "authDone");
    // A session is for its operation only, and once.
    kim.withPrefix("/_matrix/client/v1")
        .post("/login/get_token", Json.of("auth", Json.of("session", session)))
        .refused(400, "M_UNKNOWN");
    again.set("auth", Json.of("session", session));
    kim.post("/delete_devices", again).ok();
    kim.post("/delete_devices", again).refused(400, "M_UNKNOWN");
  }

  @Test
  void pagesOfUnknownSessionsAndStagesSaySo() {
    Client kim = loggedIn(Users.name("kim"));
    String session = challenge(kim, "/delete_devices");
    assertThat(visitor().get(fallback("made-up")).status()).isEqualTo(400);
    nobody().get("/auth/m.login.sso/fallback/web?session=made-up").refused(400, "M_UNKNOWN");
    nobody().get("/auth/m.login.sso/fallback/web").refused(400, "M_MISSING_PARAM");
    nobody().get("/auth/m.login.magic/fallback/web?session=" + session).notFound();
    Reply forced =
        nobody()
            .call(
                "POST",
                "/auth/m.login.sso/fallback/web?session=" + session,
                "x=y",
                "application/x-www-form-urlencoded");
    forced.notFound();
    assertThat(visitor().get(fallback(session)).status()).isEqualTo(200);
  }

  /** The pages of stages and mails, in a real browser. */
  @ParameterizedTest
  @ValueSource(strings = {"1000", "375"})
  void pagesOfStagesAreForPeople(String width) {
    String mail = Users.name("page") + "@example.org";
    ObjectNode wish = Json.of("email", mail, "client_secret", "s3cret", "send_attempt", 1);
    nobody().post("/register/email/requestToken", wish).ok();
    String session = nobody().post("/register", Json.of()).json().path("session").asText();
    String pages = server.url() + V3 + "/auth/%s/fallback/web?session=" + session;
    Path chromium = NodeScripts.chromium();
    String output =
        NodeScripts.node(
            NodeScripts.install("browser"),
            "stages.js",
            chromium.toString(),
            Path.of("target", "screenshots").toAbsolutePath().toString(),
            width,
            pages.formatted("m.login.email.identity"),
            pages.formatted("m.login.terms"),
            server.url() + SignOnServer.mails().lastProof(mail));
    List<String> lines = output.trim().lines().toList();
    JsonNode seen = Json.parse(lines.get(lines.size() - 1));
    assertThat(seen.path(0).path("after").asText()).contains("Look at your mail");
    assertThat(seen.path(1).path("before").asText()).contains("Privacy policy", "House rules");
    assertThat(seen.path(1).path("after").asText()).contains("That is done");
    assertThat(seen.path(2).path("before").asText()).contains(mail);
    assertThat(seen.path(2).path("after").asText()).contains("Confirmed");
    for (int i = 0; i < 3; i++) {
      assertThat(seen.path(i).path("overflow").asBoolean()).isFalse();
    }
    assertThat(seen.path(3).path("errors")).isEmpty();
  }

  /** Nobody gets by the terms over the API of 2014; its page shows them. */
  @Test
  void pageOf2014ShowsTheTerms() {
    String name = Users.name("kim");
    try (PageDriver page =
        new PageDriver(server.url() + Client.V1 + "/register/fallback", "phone", "terms")) {
      page.tell("way", "Terms, then password");
      JsonNode shown = page.tell("wait", "#terms");
      assertThat(shown.path("step").asText()).isEqualTo("Step 1 of 2: terms");
      assertThat(shown.path("overflows").asBoolean()).isFalse();
      page.tell("shot", "1-terms");
      page.tell("fill", "user", name);
      assertThat(page.tell("submit").path("fields")).isEqualTo(Json.list("password"));
      page.tell("fill", "password", Users.PASSWORD);
      JsonNode done = page.tell("submit");
      assertThat(done.path("result").asText()).isEqualTo("@" + name + ":localhost");
      assertThat(done.path("errors")).isEmpty();
    }
  }
}
