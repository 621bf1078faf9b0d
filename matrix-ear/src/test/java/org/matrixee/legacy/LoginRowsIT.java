package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** Registration and login on a server that has passwords only. */
@Execution(ExecutionMode.CONCURRENT)
class LoginRowsIT {
  private static final String PASSWORD = "m.login.password";

  private static Reply post(String where, Object... body) {
    return Users.nobody().post(where, Json.of(body));
  }

  @Test
  @Row({"S-REG-01", "S-REG-02"})
  void registeringGivesTheTokenThatEveryCallNeeds() {
    Users.nobody().get("/initialSync").forbidden();
    Users.nobody().post("/createRoom", Json.of()).forbidden();
    Users.nobody().withToken("made-up").get("/initialSync").refused(403, "M_UNKNOWN_TOKEN");
    Client kim = Users.fresh("kim");
    kim.get("/initialSync").ok();
    kim.createRoom();
  }

  @Test
  @Row({"S-REG-03", "S-REG-13", "S-REG-14", "S-REG-18"})
  void loggingInAgainFindsTheSameAccount() {
    Client kim = Users.fresh("kim");
    String room = kim.createRoom().id();
    JsonNode byName = Users.nobody().login(kim.localpart(), Users.PASSWORD).ok();
    JsonNode byId = Users.nobody().login(kim.userId(), Users.PASSWORD).ok();
    assertThat(Json.texts(List.of(byName, byId), "access_token"))
        .doesNotHaveDuplicates()
        .doesNotContain(kim.token(), "");
    for (JsonNode login : List.of(byName, byId)) {
      assertThat(login.path("user_id").asText())
          .isEqualTo("@" + kim.localpart() + ":" + Servers.shared().name());
      Client again = Users.nobody().withCredentials(login);
      assertThat(again.syncEntry(room).path("membership").asText()).isEqualTo("join");
    }
    kim.get("/initialSync").ok();
  }

  @Test
  @Row({"S-REG-04", "S-REG-07", "S-REG-08", "S-REG-09", "S-REG-10", "S-REG-11"})
  void flowsAreListedAsTheyAre() {
    for (String where : List.of("/login", "/register")) {
      JsonNode answer = Users.nobody().get(where).ok();
      assertThat(answer.path("flows")).hasSize(1);
      assertThat(answer.path("flows").path(0)).isEqualTo(Json.of("type", PASSWORD));
      String name = Users.name("flow");
      if (where.equals("/login")) {
        Users.nobody().register(name, Users.PASSWORD).ok();
      }
      JsonNode done = post(where, "type", PASSWORD, "user", name, "password", Users.PASSWORD).ok();
      assertThat(done.path("access_token").asText()).isNotBlank();
    }
  }

  @Test
  @Row({"S-REG-05", "S-REG-12", "S-REG-17", "S-REG-19"})
  void stagesThatCannotBeAreRefused() {
    String name = Users.name("stage");
    Users.nobody().register(name, Users.PASSWORD).ok();
    for (String where : List.of("/login", "/register")) {
      post(where, "user", name, "password", "x").badJson();
      post(where, "type", PASSWORD, "user", name + (where.equals("/login") ? "" : "-")).badJson();
      for (String type : List.of("m.login.magic", "m.login.email.code", "m.login.oauth2", "")) {
        post(where, "type", type, "user", name).refused(400, "M_UNKNOWN");
      }
    }
    post("/login", "type", PASSWORD, "user", name, "password", "wrong").forbidden();
    post("/login", "type", PASSWORD, "user", Users.name("none"), "password", "x").forbidden();
    post("/register", "type", PASSWORD, "user", name, "password", "x")
        .refused(400, "M_USER_IN_USE");
  }

  @Test
  @Row("S-REG-16")
  void sessionThatWasNeverGivenOutIsRefused() {
    Client kim = Users.fresh("kim");
    for (String session : List.of("made-up", "", "x".repeat(5000))) {
      Object[] body = {
        "type", PASSWORD, "user", kim.localpart(), "password", Users.PASSWORD, "session", session
      };
      post("/login", body).refused(400, "M_UNKNOWN");
      post("/register", body).badJson();
    }
    post("/login", "type", PASSWORD, "user", "x", "password", "y", "session", 5).badJson();
  }

  @Test
  @Row("S-REG-41")
  void fallbackPageIsThereUnderBothPrefixes() {
    for (String prefix : List.of(Client.V1, Client.V1_ALIAS)) {
      for (String page : List.of("/login/fallback", "/register/fallback")) {
        Reply reply = Users.nobody().withPrefix(prefix).get(page);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type").orElse("none"))
            .matches("(?i)text/html; ?charset=utf-8");
        assertThat(reply.text()).contains("<form", "method: 'POST'", "m.login.email.url");
      }
    }
  }

  @Test
  @Row("S-IDENT-06")
  void noIdentityServerIsNeeded() {
    for (String where : List.of("/login", "/register")) {
      assertThat(Users.nobody().get(where).ok().toString()).doesNotContain("email");
    }
    Client kim = Users.fresh("kim");
    kim.anotherSession().createRoom().say("hello");
  }
}
