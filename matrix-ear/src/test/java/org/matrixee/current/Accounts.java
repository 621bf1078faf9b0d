package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Secrets;
import org.matrixee.e2e.Users;

/** Accounts by the calls of the current API. */
final class Accounts {
  static final String V3 = "/_matrix/client/v3";
  static final String V1 = "/_matrix/client/v1";

  private Accounts() {}

  /** A client that is not logged in. */
  static Client nobody(MatrixServer server) {
    return Client.nobody(server.url()).withPrefix(V3);
  }

  /** A new account, made in one request. */
  static Client fresh(MatrixServer server, String hint) {
    ObjectNode body = Json.of("username", Users.name(hint), "password", Users.PASSWORD);
    body.set("auth", Json.of("type", "m.login.dummy"));
    return client(server, nobody(server).post("/register", body).ok());
  }

  /** The client that an answer with a token is for. */
  static Client client(MatrixServer server, JsonNode answer) {
    if (answer.has("refresh_token")) {
      Secrets.add(answer.path("refresh_token").asText());
    }
    return nobody(server).withCredentials(answer);
  }

  /** The body of a login by password. */
  static ObjectNode login(String user, Object... more) {
    ObjectNode body = Json.of("type", "m.login.password", "password", Users.PASSWORD);
    body.set("identifier", Json.of("type", "m.id.user", "user", user));
    body.setAll(Json.of(more));
    return body;
  }

  /** Another login of an account. */
  static JsonNode loggedIn(MatrixServer server, Client account, Object... more) {
    return nobody(server).post("/login", login(account.userId(), more)).ok();
  }

  /** The proof of a password, for a session that a challenge has begun. */
  static ObjectNode proof(Client account, String session, String password) {
    ObjectNode auth = Json.of("type", "m.login.password", "session", session, "password", password);
    auth.set("identifier", Json.of("type", "m.id.user", "user", account.userId()));
    return auth;
  }

  /** A request that must be answered by a challenge; its session. */
  static String challenge(Reply reply, String... stages) {
    JsonNode body = challenged(reply);
    assertThat(body.path("flows").path(0).path("stages")).isEqualTo(Json.list((Object[]) stages));
    assertThat(body.has("errcode")).isFalse();
    return body.path("session").asText();
  }

  /** Any challenge. */
  static JsonNode challenged(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(401);
    JsonNode body = reply.json();
    assertThat(body.path("flows")).isNotEmpty();
    assertThat(body.path("params").isObject()).isTrue();
    assertThat(body.path("session").asText()).isNotBlank();
    assertThat(body.path("completed").isArray()).isTrue();
    return body;
  }

  /** A request, once without a proof and once with it. */
  static Reply proven(Client account, String method, String path, ObjectNode body) {
    String session = challenge(account.call(method, path, body.toString()), "m.login.password");
    ObjectNode again = body.deepCopy();
    again.set("auth", proof(account, session, Users.PASSWORD));
    return account.call(method, path, again.toString());
  }

  /** Whether a token is good. */
  static boolean isIn(Client client) {
    Reply reply = client.get("/account/whoami");
    if (reply.status() != 200) {
      reply.refused(401, "M_UNKNOWN_TOKEN");
    }
    return reply.status() == 200;
  }
}
