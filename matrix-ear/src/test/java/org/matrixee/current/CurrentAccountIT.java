package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.TrustingHttp;
import org.matrixee.e2e.Users;

/** Passwords that change, accounts that are given up or suspended. */
@Execution(ExecutionMode.CONCURRENT)
class CurrentAccountIT {

  private static Reply login(MatrixServer server, Client account, String password) {
    ObjectNode body = Accounts.login(account.userId());
    body.put("password", password);
    return Accounts.nobody(server).post("/login", body);
  }

  @Test
  void passwordIsChanged() {
    Client kim = Accounts.fresh(Servers.shared(), "kim");
    Client other = Accounts.client(Servers.shared(), Accounts.loggedIn(Servers.shared(), kim));
    kim.post("/account/password", Json.of()).refused(400, "M_MISSING_PARAM");
    kim.post("/account/password", Json.of("new_password", "")).badJson();
    Accounts.nobody(Servers.shared())
        .post("/account/password", Json.of("new_password", "x"))
        .refused(401, "M_MISSING_TOKEN");

    Accounts.proven(kim, "POST", "/account/password", Json.of("new_password", "second")).ok();
    assertThat(Accounts.isIn(kim)).isTrue();
    assertThat(Accounts.isIn(other)).isFalse();
    login(Servers.shared(), kim, Users.PASSWORD).forbidden();
    Client third = Accounts.client(Servers.shared(), login(Servers.shared(), kim, "second").ok());

    ObjectNode body = Json.of("new_password", Users.PASSWORD, "logout_devices", false);
    String session = Accounts.challenge(kim.post("/account/password", body), "m.login.password");
    body.set("auth", Accounts.proof(kim, session, "second"));
    kim.post("/account/password", body).ok();
    kim.post("/account/password", body).refused(400, "M_UNKNOWN");
    assertThat(Accounts.isIn(third)).isTrue();
    login(Servers.shared(), kim, Users.PASSWORD).ok();
  }

  @Test
  void accountIsGivenUp() {
    Client kim = Accounts.fresh(Servers.shared(), "kim");
    Client other =
        Accounts.client(
            Servers.shared(), Accounts.loggedIn(Servers.shared(), kim, "refresh_token", true));
    JsonNode answer =
        Accounts.proven(kim, "POST", "/account/deactivate", Json.of("erase", true)).ok();
    assertThat(answer).isEqualTo(Json.of("id_server_unbind_result", "success"));
    assertThat(Accounts.isIn(kim)).isFalse();
    assertThat(Accounts.isIn(other)).isFalse();
    login(Servers.shared(), kim, Users.PASSWORD).forbidden();
    Users.nobody().login(kim.userId(), Users.PASSWORD).forbidden();
    ObjectNode again = Json.of("username", kim.localpart(), "password", Users.PASSWORD);
    Accounts.nobody(Servers.shared()).post("/register", again).refused(400, "M_USER_IN_USE");
    Accounts.nobody(Servers.shared())
        .post("/account/deactivate", Json.of())
        .refused(401, "M_MISSING_TOKEN");
  }

  @Test
  void whoGaveUpTheAccountLeavesTheRooms() {
    Client anna = Users.fresh("anna");
    Client kim = Accounts.fresh(Servers.shared(), "kim");
    Room first = anna.createRoom().withInvited(kim.withPrefix(Client.V1));
    Room second = anna.publicRoom();
    second.as(kim.withPrefix(Client.V1)).join().ok();
    Accounts.proven(kim, "POST", "/account/deactivate", Json.of()).ok();
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    for (Room room : new Room[] {first, second}) {
      while (!isGone(room, kim)) {
        assertThat(System.nanoTime()).as("%s has left", kim.userId()).isLessThan(deadline);
      }
    }
  }

  private static boolean isGone(Room room, Client user) {
    JsonNode member = room.state("m.room.member", user.userId()).ok();
    return member.path("membership").asText().equals("leave");
  }

  @Test
  void suspendedAccountIsLocked() {
    ServerSettings settings = ServerSettings.h2("locked").with("MATRIX_ADMINS", "@root:localhost");
    try (MatrixServer server = MatrixServer.start(settings)) {
      Client root = Client.register(server.url(), "root", Users.PASSWORD);
      Client kim = Accounts.fresh(server, "kim");
      String suspension = Client.path("admin", "suspend", kim.userId());
      root.put(suspension, Json.of("suspended", true)).ok();
      Reply locked = kim.get("/account/whoami");
      locked.refused(401, "M_USER_LOCKED");
      assertThat(locked.json().path("soft_logout").asBoolean()).isTrue();
      kim.withPrefix(Client.V1).get("/initialSync").forbidden();
      login(server, kim, Users.PASSWORD).refused(403, "M_USER_DEACTIVATED");
      login(server, kim, "wrong").forbidden();
      Client.nobody(server.url()).login(kim.userId(), Users.PASSWORD).forbidden();
      root.put(suspension, Json.of("suspended", false)).ok();
      assertThat(Accounts.isIn(kim)).isTrue();
      login(server, kim, Users.PASSWORD).ok();
    }
  }

  /** v1.19: Client-Server and Server-Server API, "OpenID". */
  @Test
  void openIdTokenTellsOtherServicesWhoItsOwnerIs() {
    MatrixServer server = Servers.shared();
    Client kim = Accounts.fresh(server, "kim");
    String path = Client.path("user", kim.userId(), "openid", "request_token");
    JsonNode given = kim.post(path, Json.of()).ok();
    assertThat(given.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(given.path("matrix_server_name").asText()).isEqualTo(server.name());
    assertThat(given.path("expires_in").asLong()).isEqualTo(3600);
    String token = given.path("access_token").asText();
    String url =
        "https://127.0.0.1:"
            + server.port(8448)
            + "/_matrix/federation/v1/openid/userinfo?access_token=";
    assertThat(Json.parse(TrustingHttp.get(url + token))).isEqualTo(Json.of("sub", kim.userId()));
    assertThatThrownBy(() -> TrustingHttp.get(url + "made-up"))
        .hasMessageContaining("401")
        .hasMessageContaining("M_UNKNOWN_TOKEN");
    // It is good for nothing else.
    assertThat(Accounts.isIn(kim.withToken(token))).isFalse();
    Client eve = Accounts.fresh(server, "eve");
    eve.post(path, Json.of()).forbidden();
    Accounts.nobody(server).post(path, Json.of()).refused(401, "M_MISSING_TOKEN");
    Accounts.proven(kim, "POST", "/account/deactivate", Json.of()).ok();
    assertThatThrownBy(() -> TrustingHttp.get(url + token)).hasMessageContaining("401");
  }
}
