package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.IdentityServer;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Users;

/** Addresses that an identity server vouches for. */
class IdentityRowsIT {
  private static final String IDENTITY = "m.login.email.identity";
  private static final String PASSWORD = "m.login.password";

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static IdentityServer identity;
  private static IdentityServer stranger;
  private static MatrixServer server;

  @BeforeAll
  static void start() {
    identity = new IdentityServer();
    stranger = new IdentityServer();
    server =
        MatrixServer.start(
            ServerSettings.h2("identity").with("MATRIX_IDENTITY_SERVERS", identity.url()));
  }

  @AfterAll
  static void stop() {
    server.close();
    identity.close();
    stranger.close();
  }

  private static Reply post(String where, Object... body) {
    return Client.nobody(server.url()).post(where, Json.of(body));
  }

  private static Reply stage(String where, JsonNode... credentials) {
    return post(where, "type", IDENTITY, "threepidCreds", Json.list((Object[]) credentials));
  }

  private static String address(String name) {
    return name + "@example.org";
  }

  private static Client register(String name) {
    JsonNode next = stage("/register", identity.credential(address(name), true)).ok();
    assertThat(next.path("next").asText()).isEqualTo(PASSWORD);
    return Client.nobody(server.url())
        .withCredentials(
            post(
                    "/register",
                    "type",
                    PASSWORD,
                    "session",
                    next.path("session").asText(),
                    "user",
                    name,
                    "password",
                    Users.PASSWORD)
                .ok());
  }

  private static void awaitOwner(String name, String userId) {
    identity.awaitOwner(address(name), userId, LIMIT);
  }

  @Test
  @Row({"S-REG-35", "S-IDENT-01", "S-IDENT-02"})
  void registrationLinksTheAddressAndItLogsIn() {
    Client kim = register(Users.name("kim"));
    awaitOwner(kim.localpart(), kim.userId());
    assertThat(identity.requests())
        .anyMatch(r -> r.startsWith("POST 3pid/bind") && r.contains("mxid=" + kim.userId()));
    JsonNode login = stage("/login", identity.credential(address(kim.localpart()), true)).ok();
    assertThat(login.path("user_id").asText()).isEqualTo(kim.userId());
    Client.nobody(server.url()).withCredentials(login).get("/initialSync").ok();
  }

  @Test
  @Row("S-REG-17")
  void flowIsListed() {
    assertThat(Client.nobody(server.url()).get("/login").ok().path("flows").path(1))
        .isEqualTo(Json.of("type", IDENTITY));
    assertThat(Client.nobody(server.url()).get("/register").ok().path("flows").path(1))
        .isEqualTo(Json.of("type", IDENTITY, "stages", Json.list(IDENTITY, PASSWORD)));
  }

  @Test
  @Row({"S-REG-36", "S-IDENT-03"})
  void addressThatIsNotValidatedIsRefused() {
    String name = Users.name("unproven");
    ObjectNode unproven = identity.credential(address(name), false);
    stage("/register", unproven).refused(400, "M_FORBIDDEN");
    stage("/login", unproven).forbidden();
    ObjectNode wrong = identity.credential(address(name), true).put("clientSecret", "guessed");
    stage("/register", wrong).refused(400, "M_FORBIDDEN");
    ObjectNode good = identity.credential(address(name), true);
    stage("/register", good, wrong).refused(400, "M_FORBIDDEN");
    stage("/login", good).forbidden();
    assertThat(identity.owner(address(name))).isNull();
    Client.nobody(server.url()).login(name, Users.PASSWORD).forbidden();
  }

  @Test
  @Row("S-IDENT-04")
  void serverThatIsNotTrustedIsNotEvenAsked() {
    ObjectNode foreign = stranger.credential("a@example.org", true);
    ObjectNode good = identity.credential("a@example.org", true);
    int before = identity.requests().size();
    for (JsonNode[] credentials :
        List.of(new JsonNode[] {foreign}, new JsonNode[] {good, foreign})) {
      stage("/register", credentials).refused(400, "M_FORBIDDEN");
      stage("/login", credentials).forbidden();
    }
    for (String server :
        List.of("evil.example", identity.name() + ".evil.example", "x@" + identity.name(), "")) {
      stage("/login", good.deepCopy().put("idServer", server)).refused();
    }
    assertThat(stranger.requests()).isEmpty();
    assertThat(identity.requests()).hasSize(before);
  }

  @Test
  void credentialsOfAWrongFormAreRefused() {
    for (String where : List.of("/login", "/register")) {
      stage(where).badJson();
      post(where, "type", IDENTITY).badJson();
      post(where, "type", IDENTITY, "threepidCreds", "x").badJson();
      post(where, "type", IDENTITY, "threepidCreds", Json.list("x")).badJson();
      stage(where, Json.of("sid", "1", "idServer", identity.name())).badJson();
      stage(where, Json.of("sid", "1", "clientSecret", Json.list(), "idServer", "x")).badJson();
    }
  }

  @Test
  void addressOfAnotherAccountIsNotGivenAway() {
    Client kim = register(Users.name("first"));
    stage("/register", identity.credential(address(kim.localpart()), true))
        .refused(400, "M_UNKNOWN");
    ObjectNode creds = identity.credential(address(kim.localpart()), true);
    post("/login", "type", IDENTITY, "user", "somebody", "threepidCreds", Json.list(creds))
        .forbidden();
    post("/login", "type", IDENTITY, "user", kim.localpart(), "threepidCreds", Json.list(creds))
        .ok();
  }

  @Test
  void identityServerThatIsAwayIsToldLater() {
    String name = Users.name("later");
    JsonNode next = stage("/register", identity.credential(address(name), true)).ok();
    ObjectNode creds = identity.credential("other@example.org", true);
    identity.down(true);
    Client kim;
    try {
      Reply reply = stage("/login", creds);
      assertThat(reply.status()).isEqualTo(502);
      assertThat(reply.json().path("errcode").asText()).isEqualTo("M_UNKNOWN");
      kim =
          Client.nobody(server.url())
              .withCredentials(
                  post(
                          "/register",
                          "type",
                          PASSWORD,
                          "session",
                          next.path("session").asText(),
                          "user",
                          name,
                          "password",
                          Users.PASSWORD)
                      .ok());
      server.awaitLog("Identity server " + identity.url() + " answers 503", LIMIT);
      server.kill();
    } finally {
      identity.down(false);
    }
    server.startAgain();
    awaitOwner(name, kim.userId());
  }

  @Test
  @Row("S-IDENT-05")
  void mappingIsLeftToTheIdentityServers() {
    Client kim = register(Users.name("lookup"));
    awaitOwner(kim.localpart(), kim.userId());
    for (String call : List.of("lookup?medium=email&address=x", "replicate/v1/push")) {
      new Client(server.url(), "/_matrix/identity/api/v1/", "", "").get(call).notFound();
    }
    assertThat(identity.requests()).noneMatch(request -> request.contains("replicate"));
  }
}
