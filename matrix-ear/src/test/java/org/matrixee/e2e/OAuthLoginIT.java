package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code m.login.oauth2} with one provider: what works, and above all what does not. */
class OAuthLoginIT {
  private static OAuthProvider provider;
  private static MatrixServer server;
  private static OAuthLogin login;

  /** The answers until the server had found the provider, which was not there when it started. */
  private static final List<Reply> WHILE_DOWN = new ArrayList<>();

  @BeforeAll
  static void start() {
    provider = OAuthProvider.notStarted();
    server = MatrixServer.start(provider.in(ServerSettings.h2("oauth"), "mock"));
    login = new OAuthLogin(server);
    WHILE_DOWN.add(login.post());
    provider.open();
    Reply reply = login.post();
    for (int i = 0; i < 100 && reply.status() != 200; i++) {
      WHILE_DOWN.add(reply);
      LockSupport.parkNanos(100_000_000);
      reply = login.post();
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    provider.close();
  }

  @AfterEach
  void mend() {
    provider.mend();
  }

  @Test
  void onlyServiceThatIsDownIsAStandardErrorUntilItIsBack() {
    assertThat(WHILE_DOWN).isNotEmpty().allSatisfy(reply -> reply.refused(502, "M_UNKNOWN"));
    login.post().ok();
    String name = Users.name("back");
    login.at(provider, name, name).ok();
  }

  @Test
  @Row({"S-REG-04", "S-REG-20", "S-REG-24"})
  void firstRequestAnswersTheAuthorizationRequest() {
    JsonNode flows = Client.nobody(server.url()).get("/login").ok().path("flows");
    assertThat(Json.texts(flows, "type")).contains("m.login.password", OAuthLogin.TYPE);
    URI uri = login.begin();
    assertThat(uri.toString()).startsWith(provider.issuer() + "/authorize?");
    Map<String, String> query = OAuthProvider.query(uri.getRawQuery());
    assertThat(query)
        .containsEntry("tenant", "1")
        .containsEntry("response_type", "code")
        .containsEntry("client_id", OAuthProvider.CLIENT)
        .containsEntry("scope", "openid profile email")
        .containsEntry("code_challenge_method", "S256")
        .containsKeys("nonce", "code_challenge", "state");
    assertThat(query.get("redirect_uri"))
        .isEqualTo(server.url() + Client.V1 + "/login/oauth2/callback/mock");
    assertThat(
            OAuthProvider.query(
                URI.create(login.post("user", "kim").ok().path("uri").asText()).getRawQuery()))
        .containsEntry("login_hint", "kim");
  }

  @Test
  @Row({"S-REG-21", "S-REG-25", "S-REG-26"})
  void redirectGivesCredentialsForACodeThatTheServerRedeemsWithItsSecret() {
    String name = Users.name("kim");
    provider.tokenRequests.clear();
    Reply reply =
        login.at(provider, name, Map.of("preferred_username", name, "name", "Kim Example"));
    JsonNode answer = reply.ok();
    assertThat(answer.path("user_id").asText()).isEqualTo("@" + name + ":localhost");
    assertThat(answer.path("home_server").asText()).isEqualTo("localhost");
    Client kim = login.client(reply);
    kim.createRoom().say("hello");
    assertThat(kim.get(Client.path("profile", kim.userId(), "displayname")).ok().toString())
        .contains("Kim Example");
    Map<String, String> seen = provider.tokenRequests.remove();
    assertThat(seen)
        .containsEntry("grant_type", "authorization_code")
        .containsKeys("code", "code_verifier", "redirect_uri");
    assertThat(seen.get("Authorization")).startsWith("Basic ");
    assertThat(reply.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  @Row("S-REG-26")
  void secondLoginFindsTheAccountAlsoUnderAnotherName() {
    String name = Users.name("kim");
    JsonNode first = login.at(provider, name, name).ok();
    JsonNode second = login.at(provider, name, Users.name("renamed")).ok();
    assertThat(second.path("user_id")).isEqualTo(first.path("user_id"));
    assertThat(second.path("access_token")).isNotEqualTo(first.path("access_token"));
    Client.nobody(server.url()).withCredentials(first).createRoom();
  }

  @Test
  void nameIsAskedOfUserInfoIfTheTokenIsSilent() {
    String name = Users.name("silent");
    provider.userInfo(name, Map.of("preferred_username", "Silent." + name));
    assertThat(login.at(provider, name, Map.of()).ok().path("user_id").asText())
        .isEqualTo("@silent." + name + ":localhost");
    login.at(provider, Users.name("nameless"), Map.of()).refused(502, "M_UNKNOWN");
  }

  @Test
  @Row("S-REG-26")
  void forgedAndStaleIdTokensAreRefused() {
    Date past = Date.from(Instant.now().minusSeconds(3600));
    refused(set -> set.claim("nonce", "another"));
    refused(set -> set.claim("nonce", null));
    refused(set -> set.audience("another"));
    refused(set -> set.audience(List.of(OAuthProvider.CLIENT, "another")).claim("azp", "another"));
    refused(set -> set.issuer("https://evil.example.org"));
    refused(set -> set.expirationTime(past));
    refused(set -> set.issueTime(Date.from(Instant.now().plusSeconds(3600))));
    refused(set -> set.subject(null));
    for (String signing : List.of("none", "HS256", "other-key")) {
      provider.signing = signing;
      refused(UnaryOperator.identity());
    }
  }

  private static void refused(UnaryOperator<JWTClaimsSet.Builder> spoilt) {
    provider.claims = spoilt;
    String name = Users.name("forged");
    login.at(provider, name, name).forbidden();
    // Nothing was made: the name is free.
    Client.register(server.url(), name, Users.PASSWORD);
  }

  @Test
  @Row("S-REG-26")
  void redirectWithoutAGoodCodeOrStateIsAStandardError() {
    URI good = provider.allow(login.begin(), "x", Map.of("preferred_username", Users.name("x")));
    OAuthLogin.get(OAuthLogin.with(good, "state", "unknown")).refused(400, "M_UNKNOWN");
    OAuthLogin.get(OAuthLogin.with(good, "state", null)).refused(400, "M_UNKNOWN");
    OAuthLogin.get(URI.create(good.toString().replaceFirst("/mock\\?", "/other?"))).notFound();
    OAuthLogin.get(OAuthLogin.with(good, "iss", "https://evil.example.org")).forbidden();
    // That was the end of this login.
    OAuthLogin.get(good).refused(400, "M_UNKNOWN");
    URI bad = provider.allow(login.begin(), "x", Map.of());
    OAuthLogin.get(OAuthLogin.with(bad, "code", "bad")).forbidden();
    URI without = provider.allow(login.begin(), "x", Map.of());
    OAuthLogin.get(OAuthLogin.with(without, "code", null)).forbidden();
  }

  @Test
  void codeAndStateAreGoodOnce() {
    String name = Users.name("once");
    URI back = provider.allow(login.begin(), name, Map.of("preferred_username", name));
    OAuthLogin.get(back).ok();
    OAuthLogin.get(back).refused(400, "M_UNKNOWN");
    // A code of one login does not serve another: the verifier does not fit.
    URI one = provider.allow(login.begin(), name, Map.of("preferred_username", name));
    URI two = provider.allow(login.begin(), name, Map.of("preferred_username", name));
    String code = OAuthProvider.query(one.getRawQuery()).get("code");
    OAuthLogin.get(OAuthLogin.with(two, "code", code)).forbidden();
  }

  @Test
  void sameRedirectManyTimesAtOnceLogsInOnce() {
    String name = Users.name("many");
    URI back = provider.allow(login.begin(), name, Map.of("preferred_username", name));
    List<CompletableFuture<Reply>> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(AtOnce.start(() -> OAuthLogin.get(back)));
    }
    List<Reply> replies = all.stream().map(CompletableFuture::join).toList();
    assertThat(replies.stream().filter(reply -> reply.status() == 200).count())
        .isLessThanOrEqualTo(1);
    replies.stream().filter(reply -> reply.status() != 200).forEach(Reply::refused);
  }

  @Test
  void errorsOfTheProviderAreStandardErrors() {
    back("error", "access_denied").forbidden();
    back("error", "server_error").refused(502, "M_UNKNOWN");
    back("error", "unauthorized_client").refused(502, "M_UNKNOWN");
    provider.tokenError = "{\"error\":\"invalid_client\"}";
    login.at(provider, "x", "x").refused(502, "M_UNKNOWN");
    provider.tokenError = "<html>oops";
    login.at(provider, "x", "x").refused(502, "M_UNKNOWN");
    provider.tokenStatus = 503;
    login.at(provider, "x", "x").refused(502, "M_UNKNOWN");
    provider.tokenStatus = 200;
    provider.tokenError = "{\"access_token\":\"x\",\"token_type\":\"Bearer\"}";
    login.at(provider, "x", "x").forbidden();
    provider.tokenError = "{\"a\":\"" + "x".repeat(3_000_000) + "\"}";
    login.at(provider, "x", "x").refused(502, "M_UNKNOWN");
  }

  private static Reply back(String name, String value) {
    URI good = provider.allow(login.begin(), "x", Map.of());
    return OAuthLogin.get(OAuthLogin.with(OAuthLogin.with(good, "code", null), name, value));
  }

  @Test
  void newKeyOfTheProviderIsFetched() {
    String name = Users.name("keys");
    login.at(provider, name, name).ok();
    provider.rotateKey();
    login.at(provider, name, name).ok();
  }

  @Test
  void nameOfAnotherAccountIsRefusedAndTheAccountStays() {
    Client kim = server.fresh("kim");
    Reply reply = login.at(provider, Users.name("eve"), kim.localpart());
    reply.refused(400, "M_USER_IN_USE");
    assertThat(reply.text()).contains(kim.userId());
    kim.anotherSession().createRoom();
  }

  @Test
  void manyFirstLoginsAtOnceMakeOneAccount() {
    String name = Users.name("first");
    List<URI> redirects = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      redirects.add(provider.allow(login.begin(), name, Map.of("preferred_username", name)));
    }
    Set<String> users = new HashSet<>();
    redirects.stream()
        .map(uri -> AtOnce.start(() -> OAuthLogin.get(uri)))
        .toList()
        .forEach(reply -> users.add(reply.join().ok().path("user_id").asText()));
    assertThat(users).containsExactly("@" + name + ":localhost");
  }

  @Test
  void browserGetsAPageAndIsTheOnlyOneToGoOn() {
    JsonNode answer = login.post().ok();
    URI browserUri = URI.create(answer.path("org.matrixee.browser_uri").asText());
    Reply redirect = OAuthLogin.get(browserUri, OAuthLogin.AS_BROWSER);
    assertThat(redirect.status()).isEqualTo(303);
    String cookie = redirect.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Lax");
    URI uri = URI.create(redirect.headers().firstValue("Location").orElseThrow());
    String name = Users.name("bound");
    URI back = provider.allow(uri, name, Map.of("preferred_username", name));
    OAuthLogin.get(back).forbidden();
    Reply page = OAuthLogin.get(back, OAuthLogin.AS_BROWSER);
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.text()).contains("another browser");
    Reply finished =
        OAuthLogin.get(
            back, "Accept", "text/html", "Cookie", cookie.substring(0, cookie.indexOf(';')));
    assertThat(finished.status()).as(finished.text()).isEqualTo(200);
    assertThat(finished.text()).contains("@" + name + ":localhost");
    assertThat(finished.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(finished.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
  }

  @Test
  void nothingSecretIsLogged() {
    String name = Users.name("quiet");
    URI back = provider.allow(login.begin(), name, Map.of("preferred_username", name));
    String token = OAuthLogin.get(back).ok().path("access_token").asText();
    provider.signing = "none";
    login.at(provider, name, name).forbidden();
    Map<String, String> query = OAuthProvider.query(back.getRawQuery());
    assertThat(server.log())
        .contains("is not proven")
        .doesNotContain(token)
        .doesNotContain(query.get("code"))
        .doesNotContain(query.get("state"))
        .doesNotContain(OAuthProvider.SECRET)
        .doesNotContain(name);
  }

  @Test
  void sessionsAreNotForRegistration() {
    Client.nobody(server.url())
        .post("/register", Json.of("type", OAuthLogin.TYPE))
        .refused(400, "M_UNKNOWN");
  }
}
