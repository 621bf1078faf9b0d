package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** Logging in over the current API (v1.19, "Login"). */
@Execution(ExecutionMode.CONCURRENT)
class CurrentLoginIT {
  private static Client nobody() {
    return Accounts.nobody(Servers.shared());
  }

  private static Reply post(ObjectNode body) {
    return nobody().post("/login", body);
  }

  @Test
  void flowsAreListed() {
    for (String prefix : List.of(Accounts.V3, "/_matrix/client/r0")) {
      JsonNode flows = nobody().withPrefix(prefix).get("/login").ok().path("flows");
      assertThat(flows)
          .isEqualTo(
              Json.list(
                  Json.of("type", "m.login.password"),
                  Json.of("type", "m.login.token", "get_login_token", true)));
    }
  }

  @Test
  void passwordLogsIn() {
    Client kim = Accounts.fresh(Servers.shared(), "kim");
    for (String name :
        List.of(kim.userId(), kim.localpart(), kim.localpart().toUpperCase(Locale.ROOT))) {
      JsonNode answer = post(Accounts.login(name)).ok();
      assertThat(answer.path("user_id").asText()).isEqualTo(kim.userId());
      assertThat(answer.path("home_server").asText()).isEqualTo(Servers.shared().name());
      assertThat(answer.path("device_id").asText()).matches("[A-Z]{10}");
      assertThat(answer.has("refresh_token")).isFalse();
      assertThat(answer.has("expires_in_ms")).isFalse();
      JsonNode who = Accounts.client(Servers.shared(), answer).get("/account/whoami").ok();
      assertThat(who)
          .isEqualTo(
              Json.of(
                  "user_id", kim.userId(),
                  "is_guest", false,
                  "device_id", answer.path("device_id").asText()));
    }
    // As clients did before there were identifiers.
    post(Json.of("type", "m.login.password", "user", kim.userId(), "password", Users.PASSWORD))
        .ok();
  }

  @Test
  void clientsOfBothApisHaveTheSameAccountsAndTokens() {
    Client old = Users.fresh("old");
    JsonNode who = old.withPrefix(Accounts.V3).get("/account/whoami").ok();
    assertThat(who.path("user_id").asText()).isEqualTo(old.userId());
    assertThat(who.path("device_id").asText()).isNotBlank();
    Client now = Accounts.client(Servers.shared(), Accounts.loggedIn(Servers.shared(), old));
    now.withPrefix(Client.V1).createRoom().say("hello");
  }

  @Test
  void wrongLoginsAreRefused() {
    Client kim = Accounts.fresh(Servers.shared(), "kim");
    ObjectNode wrong = Accounts.login(kim.userId());
    wrong.put("password", "wrong");
    post(wrong).forbidden();
    for (String name : List.of(Users.name("none"), "@x:elsewhere.example", "", "a b", "@")) {
      post(Accounts.login(name)).forbidden();
    }
    ObjectNode byMail = Accounts.login(kim.userId());
    byMail.set(
        "identifier",
        Json.of("type", "m.id.thirdparty", "medium", "email", "address", "nobody@example.org"));
    post(byMail).forbidden();
    post(Json.of("type", "m.login.password", "medium", "email", "address", "x", "password", "y"))
        .forbidden();
    post(Json.of("type", "m.login.token", "token", "made-up")).forbidden();
  }

  @Test
  void badLoginsAreRefused() {
    post(Json.of()).refused(400, "M_MISSING_PARAM");
    post(Json.of("type", 5)).badJson();
    post(Json.of("type", "m.login.magic")).refused(400, "M_UNKNOWN");
    post(Json.of("type", "m.login.password", "password", "x")).refused(400, "M_MISSING_PARAM");
    post(Json.of("type", "m.login.password", "user", "x")).refused(400, "M_MISSING_PARAM");
    post(Json.of("type", "m.login.token")).refused(400, "M_MISSING_PARAM");
    for (Object identifier : List.of("x", Json.list(), 7)) {
      post(Json.of("type", "m.login.password", "password", "x", "identifier", identifier))
          .badJson();
    }
    post(Json.of("type", "m.login.password", "password", "x", "identifier", Json.of()))
        .refused(400, "M_MISSING_PARAM");
    post(Json.of(
            "type", "m.login.password", "password", "x", "identifier", Json.of("type", "m.id.x")))
        .refused(400, "M_UNKNOWN");
    post(Accounts.login("x", "device_id", "a b")).refused(400, "M_INVALID_PARAM");
    post(Accounts.login("x", "device_id", 5)).badJson();
    post(Accounts.login("x", "initial_device_display_name", "n".repeat(256)))
        .refused(400, "M_INVALID_PARAM");
    nobody().call("POST", "/login", "nothing").refused(400, "M_NOT_JSON");
    nobody().call("POST", "/login", "[]").badJson();
  }

  @Test
  void knownDeviceIsTakenOver() {
    Client kim = Accounts.fresh(Servers.shared(), "kim");
    Object[] phone = {"device_id", "Phone/1", "initial_device_display_name", "My phone"};
    Client first =
        Accounts.client(Servers.shared(), Accounts.loggedIn(Servers.shared(), kim, phone));
    JsonNode again =
        Accounts.loggedIn(
            Servers.shared(),
            kim,
            "device_id",
            "Phone/1",
            "initial_device_display_name",
            "Another");
    assertThat(again.path("device_id").asText()).isEqualTo("Phone/1");
    assertThat(Accounts.isIn(first)).isFalse();
    assertThat(Accounts.isIn(kim)).isTrue();
    JsonNode device =
        Accounts.client(Servers.shared(), again).get(Client.path("devices", "Phone/1")).ok();
    assertThat(device.path("display_name").asText()).isEqualTo("My phone");
    // Another user's device of the same name is another device.
    Client eve = Accounts.fresh(Servers.shared(), "eve");
    Accounts.loggedIn(Servers.shared(), eve, phone);
    assertThat(Accounts.isIn(Accounts.client(Servers.shared(), again))).isTrue();
  }

  @Test
  void loginTokenIsGoodOnce() {
    Client kim = Accounts.fresh(Servers.shared(), "kim").withPrefix(Accounts.V1);
    JsonNode given = Accounts.proven(kim, "POST", "/login/get_token", Json.of()).ok();
    assertThat(given.path("expires_in_ms").asLong()).isEqualTo(120_000);
    ObjectNode body =
        Json.of(
            "type", "m.login.token",
            "token", given.path("login_token").asText(),
            "device_id", "TV");
    JsonNode answer = post(body).ok();
    assertThat(answer.path("user_id").asText()).isEqualTo(kim.userId());
    assertThat(answer.path("device_id").asText()).isEqualTo("TV");
    assertThat(Accounts.isIn(Accounts.client(Servers.shared(), answer))).isTrue();
    post(body).forbidden();
  }
}
