package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.AtOnce;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** Making accounts over the current API (v1.19, "Account registration and management"). */
@Execution(ExecutionMode.CONCURRENT)
class CurrentRegistrationIT {
  private static Client nobody() {
    return Accounts.nobody(Servers.shared());
  }

  private static Reply register(ObjectNode body) {
    return nobody().post("/register", body);
  }

  private static ObjectNode wanted(String name) {
    return Json.of("username", name, "password", Users.PASSWORD);
  }

  private static ObjectNode dummy(ObjectNode body, String session) {
    ObjectNode all = body.deepCopy();
    all.set("auth", Json.of("type", "m.login.dummy", "session", session));
    return all;
  }

  @Test
  void accountIsMadeInStages() {
    String name = Users.name("kim");
    String session = Accounts.challenge(register(Json.of()), "m.login.dummy");
    ObjectNode body = wanted(name.toUpperCase(Locale.ROOT));
    body.put("device_id", "FIRST").put("refresh_token", true);
    body.put("initial_device_display_name", "Laptop");
    JsonNode made = register(dummy(body, session)).ok();
    assertThat(made.path("user_id").asText()).isEqualTo("@" + name + ":" + Servers.shared().name());
    assertThat(made.path("device_id").asText()).isEqualTo("FIRST");
    assertThat(made.path("refresh_token").asText()).isNotBlank();
    Client kim = Accounts.client(Servers.shared(), made);
    assertThat(kim.get("/devices/FIRST").ok().path("display_name").asText()).isEqualTo("Laptop");
    Accounts.loggedIn(Servers.shared(), kim);

    // The session is used up.
    register(dummy(wanted(Users.name("eve")), session)).refused(400, "M_UNKNOWN");
    register(wanted(name)).refused(400, "M_USER_IN_USE");
  }

  @Test
  void accountIsMadeInOneRequestAndWithoutALogin() {
    ObjectNode body = wanted(Users.name("kim"));
    body.put("inhibit_login", true);
    body.set("auth", Json.of("type", "m.login.dummy"));
    JsonNode made = register(body).ok();
    assertThat(Json.keys(made)).containsExactlyInAnyOrder("user_id", "home_server");
    ObjectNode nameless = Json.of("password", Users.PASSWORD);
    nameless.set("auth", Json.of("type", "m.login.dummy"));
    assertThat(register(nameless).ok().path("user_id").asText()).startsWith("@");
  }

  @Test
  void sessionOutlivesANameThatIsTakenMeanwhile() {
    String name = Users.name("kim");
    String session = Accounts.challenge(register(wanted(name)), "m.login.dummy");
    Users.nobody().register(name, Users.PASSWORD).ok();
    register(dummy(wanted(name), session)).refused(400, "M_USER_IN_USE");
    register(dummy(Json.of("username", Users.name("kim")), session))
        .refused(400, "M_MISSING_PARAM");
    register(dummy(wanted(Users.name("kim")), session)).ok();
  }

  @Test
  void badRegistrationsAreRefused() {
    for (String bad : List.of("", "a b", "a:b", "@a", "a#b", "a%41", "\u00FC", "x".repeat(300))) {
      register(wanted(bad)).refused(400, "M_INVALID_USERNAME");
    }
    register(Json.of("username", 5)).badJson();
    register(Json.of("password", "")).badJson();
    register(Json.of("auth", "x")).badJson();
    register(Json.of("auth", Json.of("type", "m.login.magic"))).refused(400, "M_UNKNOWN");
    register(Json.of("auth", Json.of("type", "m.login.password"))).refused(400, "M_UNKNOWN");
    register(Json.of("auth", Json.of("type", "m.login.dummy", "session", "x")))
        .refused(400, "M_UNKNOWN");
    Accounts.challenged(register(Json.of("auth", Json.of())));
    nobody().post("/register?kind=guest", Json.of()).refused(403, "M_GUEST_ACCESS_FORBIDDEN");
    nobody().post("/register?kind=robot", Json.of()).refused(400, "M_INVALID_PARAM");
    nobody().call("POST", "/register", "{").refused(400, "M_NOT_JSON");
  }

  @Test
  void sessionOfAnotherOperationIsRefused() {
    Client kim = Accounts.fresh(Servers.shared(), "kim");
    String session =
        Accounts.challenge(kim.post("/account/deactivate", Json.of()), "m.login.password");
    register(dummy(wanted(Users.name("eve")), session)).refused(400, "M_UNKNOWN");
  }

  @Test
  void namesAreAvailableOrNot() {
    String name = Users.name("free");
    String path = "/register/available?username=";
    assertThat(nobody().get(path + name).ok()).isEqualTo(Json.of("available", true));
    Users.nobody().register(name, Users.PASSWORD).ok();
    nobody().get(path + name).refused(400, "M_USER_IN_USE");
    nobody().get(path + name.toUpperCase(Locale.ROOT)).refused(400, "M_USER_IN_USE");
    nobody().get(path + "a%20b").refused(400, "M_INVALID_USERNAME");
    nobody().get("/register/available").refused(400, "M_MISSING_PARAM");
  }

  @Test
  void oneOfManyAtOnceGetsTheName() {
    ObjectNode body = wanted(Users.name("race"));
    body.set("auth", Json.of("type", "m.login.dummy"));
    List<CompletableFuture<Reply>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(AtOnce.start(() -> register(body)));
    }
    List<Reply> replies = all.stream().map(CompletableFuture::join).toList();
    assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
    replies.stream()
        .filter(reply -> reply.status() != 200)
        .forEach(reply -> reply.refused(400, "M_USER_IN_USE"));
  }
}
