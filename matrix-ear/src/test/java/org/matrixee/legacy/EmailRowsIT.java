package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MailServer;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Users;

/** Codes and links by real mail, for registration and login. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmailRowsIT {
  private static final String CODE = "m.login.email.code";
  private static final String URL = "m.login.email.url";
  private static final String PASSWORD = "m.login.password";

  private static MailServer mails;
  private static MatrixServer server;

  @BeforeAll
  static void start() {
    mails = new MailServer();
    server = MatrixServer.start(mails.wire(ServerSettings.h2("email")));
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

  /** Registers a user with a verified address. */
  private static Client register(String name) {
    String session =
        post("/register", "type", CODE, "email", address(name)).ok().path("session").asText();
    JsonNode next =
        post("/register", "type", CODE, "session", session, "code", mails.lastCode(address(name)))
            .ok();
    assertThat(next).isEqualTo(Json.of("next", PASSWORD, "session", session));
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

  private static String begin(String type, Client user) {
    JsonNode begun =
        login("type", type, "user", user.localpart(), "email", address(user.localpart())).ok();
    assertThat(begun.path("type").asText()).isEqualTo(type);
    assertThat(begun.path("session").asText()).isNotBlank();
    assertThat(Json.keys(begun)).containsExactlyInAnyOrder("type", "session");
    return begun.path("session").asText();
  }

  private static Reply open(String method, String link) {
    return new Client(server.url(), "", "", "").call(method, link, "");
  }

  @Test
  @Row({"S-REG-17", "S-IDENT-06"})
  void flowsByMailAreListed() {
    JsonNode login = Client.nobody(server.url()).get("/login").ok().path("flows");
    assertThat(Json.texts(login, "type")).containsExactly(PASSWORD, CODE, URL);
    JsonNode register = Client.nobody(server.url()).get("/register").ok().path("flows");
    assertThat(Json.texts(register, "type")).containsExactly(PASSWORD, CODE, URL);
    assertThat(register.path(1).path("stages")).isEqualTo(Json.list(CODE, PASSWORD));
  }

  @Test
  @Row({"S-REG-15", "S-REG-27", "S-REG-29", "S-REG-30"})
  void codeLogsInOnce() {
    Client kim = register(Users.name("code"));
    String session = begin(CODE, kim);
    String code = mails.lastCode(address(kim.localpart()));
    login("type", CODE, "session", session, "code", "0").forbidden();
    login("type", CODE, "session", session).badJson();
    JsonNode done =
        login(
                "type",
                CODE,
                "session",
                session,
                "code",
                code.substring(0, 4) + " " + code.substring(4))
            .ok();
    assertThat(done.path("user_id").asText()).isEqualTo(kim.userId());
    Client.nobody(server.url()).withCredentials(done).get("/initialSync").ok();
    login("type", CODE, "session", session, "code", code).refused(400, "M_UNKNOWN");
  }

  @Test
  @Row("S-REG-30")
  void codeCannotBeTriedForEver() {
    Client kim = register(Users.name("tries"));
    String session = begin(CODE, kim);
    String code = mails.lastCode(address(kim.localpart()));
    for (int i = 0; i < 5; i++) {
      login("type", CODE, "session", session, "code", "1234").forbidden();
    }
    login("type", CODE, "session", session, "code", code).refused(400, "M_UNKNOWN");
  }

  @Test
  void newMailMakesTheOldCodeWorthless() {
    Client kim = register(Users.name("again"));
    String session = begin(CODE, kim);
    String first = mails.lastCode(address(kim.localpart()));
    login(
            "type",
            CODE,
            "session",
            session,
            "user",
            kim.localpart(),
            "email",
            address(kim.localpart()))
        .ok();
    String second = mails.lastCode(address(kim.localpart()));
    login("type", CODE, "session", session, "code", first).forbidden();
    login("type", CODE, "session", session, "code", second).ok();
  }

  @Test
  @Row("S-REG-28")
  void onlyAddressesOfTheAccountGetMail() {
    Client kim = register(Users.name("owner"));
    Client other = register(Users.name("other"));
    String foreign = address(other.localpart());
    int before = mails.to(foreign).size();
    for (String type : List.of(CODE, URL)) {
      Reply notHers = login("type", type, "user", kim.localpart(), "email", foreign);
      Reply nobody = login("type", type, "user", Users.name("no"), "email", foreign);
      Reply unknown = login("type", type, "user", kim.localpart(), "email", "no@example.org");
      Reply remote = login("type", type, "user", "@kim:elsewhere", "email", foreign);
      for (Reply reply : List.of(notHers, nobody, unknown, remote)) {
        reply.forbidden();
        assertThat(reply.text()).isEqualTo(notHers.text());
      }
      login("type", type, "user", kim.localpart(), "email", "no address").badJson();
      login("type", type, "user", kim.localpart(), "email", "a@b\r\nBcc: c@d").badJson();
      login("type", type, "email", foreign).badJson();
      login("type", type, "user", kim.localpart()).badJson();
    }
    assertThat(mails.to(foreign)).hasSize(before);
    assertThat(mails.to("no@example.org")).isEmpty();
  }

  @Test
  @Row({"S-API-21", "S-REG-31", "S-REG-32", "S-REG-33", "S-REG-34"})
  void linkLetsTheNextRequestPass() {
    Client kim = register(Users.name("url"));
    String session = begin(URL, kim);
    String link = mails.lastLink(address(kim.localpart()));
    login("type", URL, "session", session).refused(403, "M_LOGIN_EMAIL_URL_NOT_YET");
    assertThat(open("HEAD", link).status()).isEqualTo(200);
    login("type", URL, "session", session).refused(403, "M_LOGIN_EMAIL_URL_NOT_YET");
    assertThat(open("GET", link).status()).isEqualTo(200);
    assertThat(open("GET", link).text()).contains("Confirmed");
    String foreign = begin(URL, kim);
    login("type", URL, "session", foreign).refused(403, "M_LOGIN_EMAIL_URL_NOT_YET");
    login("type", URL, "session", "made-up").refused(400, "M_UNKNOWN");
    login("type", CODE, "session", session, "code", "1").badJson();
    JsonNode done = login("type", URL, "session", session).ok();
    assertThat(done.path("user_id").asText()).isEqualTo(kim.userId());
    login("type", URL, "session", session).refused(400, "M_UNKNOWN");
    open("GET", link).refused(400, "M_UNKNOWN");
    open("GET", link + "x").refused(400, "M_UNKNOWN");
  }

  @Test
  void takenAddressLooksLikeAFreeOneAndItsOwnerIsTold() {
    Client kim = register(Users.name("taken"));
    String address = address(kim.localpart());
    JsonNode answer =
        post("/register", "type", CODE, "email", address.toUpperCase(Locale.ROOT)).ok();
    assertThat(Json.keys(answer)).containsExactlyInAnyOrder("type", "session");
    assertThat(mails.lastText(address)).contains("already").doesNotContainPattern("\\d{8}");
    post("/register", "type", CODE, "session", answer.path("session").asText(), "code", "")
        .forbidden();
  }

  @Test
  void sessionIsForItsPurposeOnly() {
    Client kim = register(Users.name("cross"));
    String session = begin(CODE, kim);
    String code = mails.lastCode(address(kim.localpart()));
    post("/register", "type", CODE, "session", session, "code", code).badJson();
    login("type", CODE, "session", session, "code", code).ok();
  }

  @Test
  void mailIsForPeople() throws MessagingException {
    Client kim = register(Users.name("mail"));
    begin(URL, kim);
    String address = address(kim.localpart());
    MimeMessage mail = mails.to(address).get(mails.to(address).size() - 1);
    assertThat(mail.getFrom()[0].toString()).isEqualTo("localhost <chat@localhost>");
    assertThat(mail.getSubject()).isEqualTo("Confirm your login to localhost");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    assertThat(mails.lastText(address)).contains(kim.userId(), "30 minutes", "If this was not you");
    assertThat(mails.lastHtml(address))
        .contains(kim.userId(), "href=\"http://", mails.lastLink(address))
        .doesNotContain("%s", "null");
  }

  @Test
  void restartBetweenMailAndAnswerLosesNothing() {
    Client kim = register(Users.name("restart"));
    String byUrl = begin(URL, kim);
    String byCode = begin(CODE, kim);
    String code = mails.lastCode(address(kim.localpart()));
    String link = linkBeforeCode(kim);
    server.kill();
    server.startAgain();
    assertThat(open("GET", link).status()).isEqualTo(200);
    server.kill();
    server.startAgain();
    assertThat(login("type", URL, "session", byUrl).ok().path("user_id").asText())
        .isEqualTo(kim.userId());
    login("type", CODE, "session", byCode, "code", code).ok();
  }

  /** The link in the last mail but one. */
  private static String linkBeforeCode(Client kim) {
    List<MimeMessage> all = mails.to(address(kim.localpart()));
    return mails.link(all.get(all.size() - 2));
  }

  // The last one: it leaves no mail server behind.
  @Test
  @Order(Integer.MAX_VALUE)
  void mailServerThatIsAwayIsReported() {
    Client kim = register(Users.name("away"));
    mails.close();
    Reply reply = login("type", CODE, "user", kim.localpart(), "email", address(kim.localpart()));
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.json().path("errcode").asText()).isEqualTo("M_UNKNOWN");
    assertThat(server.log()).contains("A mail could not be sent").doesNotContain("@example.org");
  }
}
