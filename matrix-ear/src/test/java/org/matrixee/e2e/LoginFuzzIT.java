package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Mutated requests at every stage of login and registration, with sessions under way. */
class LoginFuzzIT {
  private static final long SEED = 20141007;
  private static final int MUTANTS = 1200;

  private static MailServer mails;
  private static IdentityServer identity;
  private static MatrixServer server;

  @BeforeAll
  static void start() {
    mails = new MailServer();
    identity = new IdentityServer();
    server =
        MatrixServer.start(
            mails
                .wire(ServerSettings.h2("login-fuzz"))
                .with("MATRIX_IDENTITY_SERVERS", identity.url())
                .with(
                    "MATRIX_REGISTRATION_FLOWS",
                    "m.login.email.code,m.login.password;m.login.email.url,m.login.password;"
                        + "m.login.email.identity,m.login.password"));
  }

  @AfterAll
  static void stop() {
    server.close();
    identity.close();
    mails.close();
  }

  private static JsonNode post(String where, Object... body) {
    return Client.nobody(server.url()).post(where, Json.of(body)).ok();
  }

  private static FuzzTemplates.Template template(String where, Object... body) {
    return new FuzzTemplates.Template("POST", where, "", Json.of(body).toString(), true);
  }

  /** Requests at sessions that wait for a code, for a link, and for a password. */
  private static List<FuzzTemplates.Template> templates(int round) {
    String address = "fuzz" + round + "@example.org";
    String code =
        post("/register", "type", "m.login.email.code", "email", address).path("session").asText();
    String url =
        post("/register", "type", "m.login.email.url", "email", address).path("session").asText();
    JsonNode credential = identity.credential(address, true);
    String last =
        post("/register", "type", "m.login.email.identity", "threepidCreds", Json.list(credential))
            .path("session")
            .asText();
    List<FuzzTemplates.Template> all = new ArrayList<>();
    for (String where : List.of("/register", "/login")) {
      all.add(template(where, "type", "m.login.email.code", "session", code, "code", "1"));
      all.add(template(where, "type", "m.login.email.code", "user", "x", "email", address));
      all.add(template(where, "type", "m.login.email.url", "session", url));
      all.add(template(where, "type", "m.login.email.url", "user", "x", "email", address));
      all.add(
          template(
              where, "type", "m.login.email.identity", "threepidCreds", Json.list(credential)));
      all.add(
          template(
              where,
              "type",
              "m.login.password",
              "session",
              last,
              "user",
              "fuzz-" + round,
              "password",
              Users.PASSWORD));
    }
    all.add(new FuzzTemplates.Template("GET", "/login/email/key", "", "", true));
    return all;
  }

  @Test
  void oddStagesGetProperAnswersAndGiveNobodyAway() {
    Mutator mutator = new Mutator(SEED);
    RawHttp http = new RawHttp(server.port(8080));
    Set<String> faults = new TreeSet<>();
    List<FuzzTemplates.Template> templates = templates(0);
    for (int i = 0; i < MUTANTS; i++) {
      if (i % 100 == 99) {
        templates = templates(i);
      }
      Mutator.Mutant mutant = mutator.any(templates.get(i % templates.size()), "no-token");
      RawHttp.Answer answer =
          http.send(mutant.method(), Client.V1 + mutant.target(), mutant.body());
      String fault = FuzzIT.fault(answer);
      if (!fault.isEmpty()) {
        faults.add(fault + ": " + FuzzIT.describe(mutant, answer));
      }
    }
    assertThat(faults).isEmpty();
    assertThat(server.log().lines().filter(line -> line.contains(" ERROR "))).isEmpty();
    assertThat(server.log()).doesNotContain("@example.org");
    post("/register", "type", "m.login.email.code", "email", "after@example.org");
  }
}
