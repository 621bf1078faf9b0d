package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MailServer;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.SignOnServer;
import org.matrixee.e2e.Users;

/** Addresses that mails prove, and terms that people agree to (v1.19). */
class CurrentEmailIT {
  private static final String EMAIL = "m.login.email.identity";
  private static final String TERMS = "m.login.terms";
  private static final String FORM = "application/x-www-form-urlencoded";

  private static MatrixServer server;
  private static MailServer mails;

  @BeforeAll
  static void start() {
    server = SignOnServer.server();
    mails = SignOnServer.mails();
  }

  private static Client nobody() {
    return Accounts.nobody(server);
  }

  private static String address(String name) {
    return name + "@example.org";
  }

  private static ObjectNode wish(String address, Object... more) {
    ObjectNode wish = Json.of("email", address, "client_secret", "s3cret", "send_attempt", 1);
    wish.setAll(Json.of(more));
    return wish;
  }

  private static String sid(Reply reply) {
    String sid = reply.ok().path("sid").asText();
    assertThat(sid).matches("[0-9a-zA-Z.=_-]{1,255}");
    assertThat(Json.keys(reply.json())).containsExactly("sid");
    return sid;
  }

  private static ObjectNode byMail(String session, String sid) {
    ObjectNode auth = Json.of("type", EMAIL, "session", session);
    auth.set("threepid_creds", Json.of("sid", sid, "client_secret", "s3cret"));
    return auth;
  }

  private static Reply page(String method, String path) {
    return nobody().withPrefix("").call(method, path, method.equals("POST") ? "x=y" : "", FORM);
  }

  /** Opens the link in the last mail, and presses the button there. */
  private static void confirm(String address) {
    String link = mails.lastProof(address);
    Reply page = page("GET", link);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains(address, "<form method=\"post\">");
    assertThat(page("POST", link).text()).contains("Confirmed");
  }

  private static Client agreed(ObjectNode body) {
    body.set("auth", Json.of("type", TERMS));
    return Accounts.client(server, nobody().post("/register", body).ok());
  }

  private static Client fresh(String name) {
    return agreed(Json.of("username", name, "password", Users.PASSWORD));
  }

  /** An account with an address. */
  private static Client withAddress(String name) {
    Client kim = fresh(name);
    add(kim, address(name)).ok();
    return kim;
  }

  private static Reply add(Client user, String address) {
    String sid = sid(user.post("/account/3pid/email/requestToken", wish(address)));
    confirm(address);
    return Accounts.proven(
        user, "POST", "/account/3pid/add", Json.of("sid", sid, "client_secret", "s3cret"));
  }

  private static Reply login(String address, String password) {
    ObjectNode body = Json.of("type", "m.login.password", "password", password);
    body.set(
        "identifier", Json.of("type", "m.id.thirdparty", "medium", "email", "address", address));
    return nobody().post("/login", body);
  }

  @Test
  void accountIsMadeWithAnAddressThatAMailHasProven() {
    String name = Users.name("kim");
    ObjectNode body = Json.of("username", name, "password", Users.PASSWORD);
    JsonNode challenge = Accounts.challenged(nobody().post("/register", body));
    assertThat(challenge.path("flows"))
        .isEqualTo(
            Json.list(
                Json.of("stages", Json.list(TERMS)), Json.of("stages", Json.list(EMAIL, TERMS))));
    String session = challenge.path("session").asText();
    String sid = sid(nobody().post("/register/email/requestToken", wish(address(name))));
    assertThat(sid(nobody().post("/register/email/requestToken", wish(address(name)))))
        .isEqualTo(sid);
    assertThat(mails.to(address(name))).hasSize(1);

    body.set("auth", byMail(session, sid));
    JsonNode early = Accounts.challenged(nobody().post("/register", body));
    assertThat(early.path("errcode").asText()).isEqualTo("M_THREEPID_AUTH_FAILED");
    assertThat(early.path("completed")).isEmpty();
    confirm(address(name));
    JsonNode next = Accounts.challenged(nobody().post("/register", body));
    assertThat(next.path("completed")).isEqualTo(Json.list(EMAIL));
    body.set("auth", Json.of("type", TERMS, "session", session));
    Client kim = Accounts.client(server, nobody().post("/register", body).ok());

    JsonNode threepid = kim.get("/account/3pid").ok().path("threepids").path(0);
    assertThat(threepid.path("medium").asText()).isEqualTo("email");
    assertThat(threepid.path("address").asText()).isEqualTo(address(name));
    assertThat(threepid.path("added_at").asLong()).isPositive();
    assertThat(threepid.path("validated_at").asLong()).isPositive();
    login(address(name).toUpperCase(Locale.ROOT), Users.PASSWORD).ok();
    login(address(name), "wrong").forbidden();

    // The proof is used up, and so is the link.
    ObjectNode second = Json.of("username", Users.name("eve"), "password", Users.PASSWORD);
    second.set("auth", byMail("", sid).without("session"));
    assertThat(nobody().post("/register", second).json().path("errcode").asText())
        .isEqualTo("M_THREEPID_AUTH_FAILED");
    assertThat(page("GET", mails.lastProof(address(name))).status()).isEqualTo(400);
  }

  @Test
  void termsAreToldAndAgreedToAlsoOnAPage() {
    ObjectNode body = Json.of("username", Users.name("kim"), "password", Users.PASSWORD);
    JsonNode challenge = Accounts.challenged(nobody().post("/register", body));
    JsonNode policies = challenge.path("params").path(TERMS).path("policies");
    assertThat(policies.path("privacy"))
        .isEqualTo(
            Json.of(
                "version",
                "1.2",
                "de",
                Json.of("name", "Datenschutz", "url", "https://example.org/datenschutz"),
                "en",
                Json.of("name", "Privacy policy", "url", "https://example.org/privacy")));
    assertThat(policies.path("rules").path("version").asText()).isEqualTo("1");
    String session = challenge.path("session").asText();
    String path = Accounts.V3 + "/auth/" + TERMS + "/fallback/web?session=" + session;
    Reply page = page("GET", path);
    assertThat(page.text()).contains("https://example.org/rules", "Privacy policy", "I agree");
    assertThat(page("POST", path).text()).contains("authDone");
    assertThat(page("GET", path).text()).contains("authDone");
    body.set("auth", Json.of("session", session));
    nobody().post("/register", body).ok();
    page("POST", path).refused(400, "M_UNKNOWN");
    // Nor does anybody get by the terms over the older API.
    Client old = Client.nobody(server.url());
    old.register(Users.name("eve"), Users.PASSWORD).refused(400, "M_UNKNOWN");
    assertThat(old.post("/register", Json.of("type", TERMS)).ok().path("next").asText())
        .isEqualTo("m.login.password");
  }

  @Test
  void addressIsProvenOnAPageByClientsThatDoNotKnowTheStage() {
    String name = Users.name("kim");
    ObjectNode body = Json.of("username", name, "password", Users.PASSWORD);
    String session = Accounts.challenged(nobody().post("/register", body)).path("session").asText();
    String path = Accounts.V3 + "/auth/" + EMAIL + "/fallback/web?session=" + session;
    assertThat(page("GET", path).text()).contains("type=\"email\"");
    Reply mailed = form(path, "email=" + Client.encode(address(name)));
    String proof =
        "sid=" + hidden(mailed, "sid") + "&client_secret=" + hidden(mailed, "client_secret");
    Reply early = form(path, proof);
    assertThat(early.status()).isEqualTo(403);
    assertThat(early.text()).contains("Nobody has confirmed this address");
    confirm(address(name));
    assertThat(form(path, proof).text()).contains("authDone");
    ObjectNode auth = Json.of("type", TERMS, "session", session);
    body.set("auth", auth);
    Client kim = Accounts.client(server, nobody().post("/register", body).ok());
    assertThat(Json.texts(kim.get("/account/3pid").ok().path("threepids"), "address"))
        .containsExactly(address(name));
    form(path, "email=x").refused(400, "M_UNKNOWN");
  }

  private static Reply form(String path, String fields) {
    return nobody().withPrefix("").call("POST", path, fields, FORM);
  }

  private static String hidden(Reply page, String name) {
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    return page.text().replaceFirst("(?s).*name=\"" + name + "\"[^>]*value=\"([^\"]+)\".*", "$1");
  }

  @Test
  void addressesAreAddedListedAndTakenAway() {
    String name = Users.name("kim");
    Client kim = fresh(name);
    assertThat(kim.get("/account/3pid").ok()).isEqualTo(Json.of("threepids", Json.list()));
    String sid = sid(kim.post("/account/3pid/email/requestToken", wish(address(name))));
    ObjectNode body = Json.of("sid", sid, "client_secret", "s3cret");
    kim.post("/account/3pid/add", body).refused(403, "M_THREEPID_AUTH_FAILED");
    confirm(address(name));
    kim.post("/account/3pid/add", Json.of("sid", sid, "client_secret", "other"))
        .refused(403, "M_THREEPID_AUTH_FAILED");
    Accounts.proven(kim, "POST", "/account/3pid/add", body).ok();
    kim.post("/account/3pid/add", body).refused(403, "M_THREEPID_AUTH_FAILED");
    kim.post("/account/3pid/email/requestToken", wish(address(name)))
        .refused(400, "M_THREEPID_IN_USE");
    assertThat(kim.get("/account/3pid").ok().path("threepids")).hasSize(1);

    Client eve = fresh(Users.name("eve"));
    ObjectNode gone = Json.of("medium", "email", "address", address(name));
    ObjectNode unbound = Json.of("id_server_unbind_result", "no-support");
    assertThat(eve.post("/account/3pid/delete", gone).ok()).isEqualTo(unbound);
    assertThat(kim.get("/account/3pid").ok().path("threepids")).hasSize(1);
    assertThat(kim.post("/account/3pid/unbind", gone).ok()).isEqualTo(unbound);
    assertThat(kim.post("/account/3pid/delete", gone).ok()).isEqualTo(unbound);
    assertThat(kim.get("/account/3pid").ok().path("threepids")).isEmpty();
    login(address(name), Users.PASSWORD).forbidden();
    kim.post("/account/3pid/delete", Json.of("medium", "email")).refused(400, "M_MISSING_PARAM");
    kim.post("/account/3pid/delete", Json.of("medium", "pigeon", "address", "x"))
        .refused(400, "M_INVALID_PARAM");
    nobody().get("/account/3pid").refused(401, "M_MISSING_TOKEN");
  }

  @Test
  void addressThatSomebodyElseProvesFirstIsInUse() {
    String name = Users.name("kim");
    Client kim = fresh(name);
    Client eve = fresh(Users.name("eve"));
    String sid = sid(eve.post("/account/3pid/email/requestToken", wish(address(name))));
    confirm(address(name));
    ObjectNode taken = wish(address(name), "client_secret", "another");
    String kims = sid(kim.post("/account/3pid/email/requestToken", taken));
    confirm(address(name));
    Accounts.proven(
            kim, "POST", "/account/3pid/add", Json.of("sid", kims, "client_secret", "another"))
        .ok();
    Accounts.proven(
            eve, "POST", "/account/3pid/add", Json.of("sid", sid, "client_secret", "s3cret"))
        .refused(400, "M_THREEPID_IN_USE");
  }

  @Test
  void forgottenPasswordIsReplacedByWhoeverReadsTheMail() {
    String name = Users.name("kim");
    Client kim = withAddress(name);
    ObjectNode body = Json.of("new_password", "second", "logout_devices", false);
    String session = Accounts.challenge(nobody().post("/account/password", body), EMAIL);
    String sid = sid(nobody().post("/account/password/email/requestToken", wish(address(name))));
    body.set("auth", byMail(session, sid));
    JsonNode early = Accounts.challenged(nobody().post("/account/password", body));
    assertThat(early.path("errcode").asText()).isEqualTo("M_THREEPID_AUTH_FAILED");
    confirm(address(name));
    nobody().post("/account/password", body).ok();
    nobody().post("/account/password", body).refused(400, "M_UNKNOWN");
    assertThat(Accounts.isIn(kim)).isTrue();
    login(address(name), Users.PASSWORD).forbidden();
    login(address(name), "second").ok();

    // All sessions end unless the client says otherwise; one request is enough.
    ObjectNode wish = wish(address(name), "send_attempt", 2);
    String again = sid(nobody().post("/account/password/email/requestToken", wish));
    confirm(address(name));
    ObjectNode third = Json.of("new_password", "third");
    third.set("auth", byMail("", again).without("session"));
    nobody().post("/account/password", third).ok();
    assertThat(Accounts.isIn(kim)).isFalse();
    Client in = Accounts.client(server, login(address(name), "third").ok());

    // An address that is taken away meanwhile proves nothing any more.
    ObjectNode last = wish(address(name), "client_secret", "last");
    String tooLate = sid(nobody().post("/account/password/email/requestToken", last));
    confirm(address(name));
    in.post("/account/3pid/delete", Json.of("medium", "email", "address", address(name))).ok();
    ObjectNode fourth = Json.of("new_password", "fourth");
    fourth.set("auth", Json.of("type", EMAIL));
    ((ObjectNode) fourth.get("auth"))
        .set("threepid_creds", Json.of("sid", tooLate, "client_secret", "last"));
    nobody().post("/account/password", fourth).refused(400, "M_THREEPID_NOT_FOUND");
  }

  @Test
  void nobodyLearnsWhichAddressesHaveAccounts() {
    String name = Users.name("kim");
    withAddress(name);
    String unknown = address(Users.name("no"));
    int before = mails.to(address(name)).size();
    sid(nobody().post("/register/email/requestToken", wish(address(name))));
    assertThat(mails.to(address(name))).hasSize(before + 1);
    assertThat(mails.lastText(address(name)))
        .contains("belongs to an account there already")
        .doesNotContain("org.matrixee.email");
    sid(nobody().post("/account/password/email/requestToken", wish(unknown)));
    assertThat(mails.lastText(unknown)).contains("no account").doesNotContain("org.matrixee.email");
    Client eve = fresh(Users.name("eve"));
    sid(eve.post("/account/3pid/email/requestToken", wish(address(name))));
    assertThat(mails.lastText(address(name))).doesNotContain("org.matrixee.email");
  }

  @Test
  void badRequestsForMailsAreRefused() {
    for (String path :
        List.of(
            "/register/email/requestToken",
            "/account/password/email/requestToken",
            "/account/3pid/email/requestToken")) {
      nobody().post(path, Json.of()).refused(400, "M_MISSING_PARAM");
      for (String key : List.of("email", "client_secret", "send_attempt")) {
        nobody().post(path, wish("a@example.org").without(key)).refused(400, "M_MISSING_PARAM");
      }
      nobody().post(path, wish("no address")).refused(400, "M_INVALID_PARAM");
      nobody()
          .post(path, wish("a@example.org", "client_secret", "a b"))
          .refused(400, "M_INVALID_PARAM");
      nobody()
          .post(path, wish("a@example.org", "client_secret", ""))
          .refused(400, "M_INVALID_PARAM");
      nobody().post(path, wish("a@example.org", "send_attempt", "1")).badJson();
      nobody()
          .post(path, wish("a@example.org", "next_link", "javascript:x"))
          .refused(400, "M_INVALID_PARAM");
      nobody().post(path.replace("email", "msisdn"), Json.of()).refused(403, "M_THREEPID_DENIED");
      // Where no mails are sent, no addresses are taken.
      Accounts.nobody(Servers.shared())
          .post(path, wish("a@example.org"))
          .refused(403, "M_THREEPID_DENIED");
    }
    nobody()
        .withToken("made-up")
        .post("/account/3pid/email/requestToken", wish("a@example.org"))
        .refused(401, "M_UNKNOWN_TOKEN");
  }

  @Test
  void linkLeadsOnToWhereTheClientWants() {
    String trusted = SignOnServer.TRUSTED + "/done?x=1";
    for (String next : List.of(trusted, "https://elsewhere.example/done")) {
      String address = address(Users.name("next"));
      nobody().post("/register/email/requestToken", wish(address, "next_link", next)).ok();
      String link = mails.lastProof(address);
      Reply page = page("GET", link);
      String origin = next.substring(0, next.indexOf("/done"));
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("form-action 'self' " + origin);
      Reply done = page("POST", link);
      if (next.equals(trusted)) {
        assertThat(done.status()).isEqualTo(302);
        assertThat(done.headers().firstValue("Location")).contains(trusted);
      } else {
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text()).contains("href=\"" + next + "\"", "elsewhere.example");
      }
    }
    assertThat(page("GET", "/_matrix/client/unstable/org.matrixee.email/made-up").status())
        .isEqualTo(400);
    assertThat(page("POST", "/_matrix/client/unstable/org.matrixee.email/made-up").status())
        .isEqualTo(400);
  }
}
