package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Users;

/** Servers that do not let everybody register, or not log in by a password alone. */
class CurrentRegistrationPolicyIT {
  private static final String VALIDITY = "/register/m.login.registration_token/validity";

  @Test
  void registrationTokenIsDemanded() {
    ServerSettings settings =
        ServerSettings.h2("invited").with("MATRIX_REGISTRATION_TOKENS", "let.me-in, other");
    try (MatrixServer server = MatrixServer.start(settings)) {
      Client nobody = Accounts.nobody(server);
      Client v1 = nobody.withPrefix(Accounts.V1);
      assertThat(v1.get(VALIDITY + "?token=let.me-in").ok()).isEqualTo(Json.of("valid", true));
      assertThat(v1.get(VALIDITY + "?token=let").ok()).isEqualTo(Json.of("valid", false));
      v1.get(VALIDITY).refused(400, "M_MISSING_PARAM");

      ObjectNode body = Json.of("username", "kim", "password", Users.PASSWORD);
      String session =
          Accounts.challenge(nobody.post("/register", body), "m.login.registration_token");
      body.set("auth", auth(session, "wrong"));
      JsonNode refused = Accounts.challenged(nobody.post("/register", body));
      assertThat(refused.path("errcode").asText()).isEqualTo("M_FORBIDDEN");
      assertThat(refused.path("session").asText()).isEqualTo(session);
      body.set("auth", Json.of("type", "m.login.dummy", "session", session));
      nobody.post("/register", body).refused(400, "M_UNKNOWN");
      body.set("auth", auth(session, "let.me-in"));
      Accounts.client(server, nobody.post("/register", body).ok()).get("/account/whoami").ok();

      // The older API does not let anybody in either.
      Users.nobody().at(server).register("eve", Users.PASSWORD).refused(400, "M_UNKNOWN");
      JsonNode next =
          Client.nobody(server.url())
              .post("/register", Json.of("type", "m.login.registration_token", "token", "other"))
              .ok();
      assertThat(next.path("next").asText()).isEqualTo("m.login.password");
    }
  }

  private static ObjectNode auth(String session, String token) {
    return Json.of("type", "m.login.registration_token", "session", session, "token", token);
  }

  @Test
  void closedServerMakesNoAccountsAndFurtherFactorsAreNotLeftOut() {
    ServerSettings open = ServerSettings.h2("closed");
    ServerSettings closed =
        open.with("MATRIX_REGISTRATION", "closed")
            .with("MATRIX_SMTP_HOST", "127.0.0.1")
            .with("MATRIX_LOGIN_FLOWS", "m.login.password,m.login.email.code");
    try (MatrixServer server = MatrixServer.start(open)) {
      Client kim = Accounts.fresh(server, "kim");
      server.restart(closed);
      Client nobody = Accounts.nobody(server);
      nobody.post("/register", Json.of()).forbidden();
      nobody.get("/register/available?username=eve").forbidden();
      nobody.withPrefix(Accounts.V1).get(VALIDITY + "?token=x").forbidden();
      assertThat(Json.texts(nobody.get("/login").ok().path("flows"), "type"))
          .isEqualTo(List.of("m.login.token"));
      nobody.post("/login", Accounts.login(kim.userId())).refused(400, "M_UNKNOWN");
      assertThat(Accounts.isIn(kim)).isTrue();
    }
  }
}
