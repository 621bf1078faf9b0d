package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** Registration, login, the fallback page and profiles, as far as the core needs them. */
@Execution(ExecutionMode.CONCURRENT)
class RegistrationIT {
  private static final String PASSWORD_TYPE = "m.login.password";

  private static Reply post(String where, Object... body) {
    return Users.nobody().post(where, Json.of(body));
  }

  @Test
  void flowsAreListed() {
    for (String where : List.of("/login", "/register")) {
      JsonNode flows = Users.nobody().get(where).ok().path("flows");
      assertThat(flows).isNotEmpty();
      assertThat(Json.texts(flows, "type")).contains(PASSWORD_TYPE).doesNotContain("");
    }
  }

  @Test
  void credentialsHaveTheFullUserIdTokenAndServer() {
    String name = Users.name("kim");
    JsonNode registered = Users.nobody().register(name, Users.PASSWORD).ok();
    String userId = "@" + name + ":" + Servers.shared().name();
    assertThat(registered.path("user_id").asText()).isEqualTo(userId);
    assertThat(registered.path("home_server").asText()).isEqualTo(Servers.shared().name());
    for (String user : List.of(name, userId)) {
      JsonNode login = Users.nobody().login(user, Users.PASSWORD).ok();
      assertThat(login.path("user_id").asText()).isEqualTo(userId);
      assertThat(login.path("home_server").asText()).isEqualTo(Servers.shared().name());
      assertThat(login.path("access_token").asText())
          .isNotBlank()
          .isNotEqualTo(registered.path("access_token").asText());
      Users.nobody().withCredentials(login).get("/initialSync").ok();
    }
    Users.nobody().withCredentials(registered).get("/initialSync").ok();
  }

  @Test
  void badStagesAreRefused() {
    for (String where : List.of("/login", "/register")) {
      post(where, "user", "x", "password", "y").badJson();
      post(where, "type", "com.example.unknown").refused(400, "M_UNKNOWN");
      post(where, "type", 7).badJson();
      post(where, "type", PASSWORD_TYPE, "user", Users.name("nopass")).badJson();
      post(where, "type", PASSWORD_TYPE, "user", 5, "password", "x").badJson();
      post(where, "type", PASSWORD_TYPE, "user", "x", "password", Json.list()).badJson();
    }
    post("/login", "type", PASSWORD_TYPE, "password", "x").badJson();
    post("/register", "user_id", "kim", "password", "x").badJson();
  }

  @Test
  void localpartsThatWouldNeedQuotingAreRefused() {
    for (String bad : List.of("", "a b", "a:b", "a@b", "a/b", "\u00FC", "a#b", "a%41", "\u0000")) {
      post("/register", "type", PASSWORD_TYPE, "user", bad, "password", "long enough").badJson();
    }
  }

  @Test
  void fallbackPageIsHtmlUnderBothPrefixes() {
    for (Client client : List.of(Users.nobody(), Users.nobody().withPrefix(Client.V1_ALIAS))) {
      Reply page = client.get("/login/fallback");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type").orElse("none"))
          .matches("(?i)text/html; ?charset=utf-8");
      assertThat(page.text()).containsIgnoringCase("<form").contains("password");
      assertThat(page.text()).doesNotContain("https://").doesNotContain("src=\"//");
    }
  }

  @Test
  void profileIsReadByAnyoneAndWrittenByItsUser() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    String where = path("profile", anna.userId());
    JsonNode none = Json.parse("null");
    assertThat(Users.nobody().get(where).ok())
        .isEqualTo(Json.of("displayname", none, "avatar_url", none));
    anna.put(where + "/displayname", Json.of("displayname", "Anna \uD83D\uDE80")).ok();
    anna.put(where + "/avatar_url", Json.of("avatar_url", "http://example.org/a.png")).ok();
    bert.put(where + "/displayname", Json.of("displayname", "Mallory")).forbidden();
    bert.put(where + "/avatar_url", Json.of("avatar_url", "http://x/y")).forbidden();
    anna.put(where + "/displayname", Json.of()).badJson();
    anna.put(where + "/displayname", Json.of("displayname", 5)).badJson();
    assertThat(Users.nobody().get(where + "/displayname").ok())
        .isEqualTo(Json.of("displayname", "Anna \uD83D\uDE80"));
    assertThat(Users.nobody().get(where + "/avatar_url").ok())
        .isEqualTo(Json.of("avatar_url", "http://example.org/a.png"));
    assertThat(Json.keys(bert.get(where).ok()))
        .containsExactlyInAnyOrder("displayname", "avatar_url");
  }

  @Test
  void newProfileIsInTheNextMemberEvent() {
    Client anna = Users.fresh("anna");
    anna.put(path("profile", anna.userId(), "displayname"), Json.of("displayname", "A")).ok();
    Room room = anna.createRoom();
    assertThat(room.state("m.room.member", anna.userId()).ok().path("displayname").asText())
        .isEqualTo("A");
  }
}
