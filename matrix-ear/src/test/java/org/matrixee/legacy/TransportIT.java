package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.TrustingHttp;
import org.matrixee.e2e.Users;

/** Transport: both base paths, CORS, OPTIONS, unknown paths and methods, TLS, encodings. */
@Execution(ExecutionMode.CONCURRENT)
class TransportIT {
  private static void assertCors(Reply reply) {
    assertThat(reply.headers().firstValue("Access-Control-Allow-Origin"))
        .as(reply.request())
        .contains("*");
    assertThat(listed(reply, "Access-Control-Allow-Methods"))
        .as(reply.request())
        .containsExactlyInAnyOrder("GET", "POST", "PUT", "DELETE", "OPTIONS");
    assertThat(listed(reply, "Access-Control-Allow-Headers"))
        .as(reply.request())
        .contains("Origin", "X-Requested-With", "Content-Type", "Accept");
  }

  private static List<String> listed(Reply reply, String header) {
    return Arrays.asList(reply.headers().firstValue(header).orElse("").split(", *", -1));
  }

  @Test
  void everyAnswerCarriesCors() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    List.of(
            Users.nobody().get("/login"),
            Users.nobody().get("/initialSync"),
            anna.get("/initialSync"),
            anna.get("/no/such/path"),
            anna.call("DELETE", "/initialSync", ""),
            anna.call("POST", "/createRoom", "{broken"),
            room.state("com.example.unset", ""),
            room.message("hello"))
        .forEach(TransportIT::assertCors);
  }

  @Test
  void optionsAnswersOnAnyPathWithoutToken() {
    for (String where :
        List.of("/login", "/createRoom", "/rooms/%21a%3Ab/send/m.room.message", "/no/such/path")) {
      Reply reply = Users.nobody().call("OPTIONS", where, "");
      assertThat(reply.ok()).isEqualTo(Json.of());
      assertCors(reply);
    }
  }

  @Test
  void secondSpellingServesTheWholeTree() {
    Client anna = Users.fresh("anna").withPrefix(Client.V1_ALIAS);
    assertThat(anna.withToken("").get("/login").ok().path("flows").isArray()).isTrue();
    Room room = anna.publicRoom();
    String eventId = room.say("by the alias");
    assertThat(room.event(eventId).path("content").path("body").asText()).isEqualTo("by the alias");
    room.as(Users.fresh("bert").withPrefix(Client.V1_ALIAS)).join().ok();
    anna.initialSync(1);
    anna.get("/publicRooms").ok();
    anna.get("/no/such/path").notFound();
    assertCors(anna.call("OPTIONS", "/login", ""));
    assertThat(anna.get("/login/fallback").status()).isEqualTo(200);
  }

  @Test
  @Row("S-API-08")
  void unknownPathsAndMethodsAreStandardErrors() {
    Client anna = Users.fresh("anna");
    for (String where : List.of("/no/such/path", "/", "/rooms", "/createRoomX", "/events/a/b/c")) {
      anna.get(where).notFound();
      anna.post(where, Json.of()).notFound();
    }
    Room room = anna.createRoom();
    List<Reply> wrongMethods =
        List.of(
            anna.delete("/initialSync"),
            anna.put("/login", Json.of()),
            anna.get("/createRoom"),
            anna.post(room.at("members"), Json.of()),
            anna.delete(room.at("send", "m.room.message")),
            anna.post("/publicRooms", Json.of()));
    for (Reply reply : wrongMethods) {
      assertThat(reply.status()).as(reply.request()).isIn(400, 405);
      reply.refused(reply.status(), "M_UNKNOWN");
    }
    new Client(Servers.shared().url(), "/_matrix/client/api/v9", "", "").get("/login").refused();
  }

  @Test
  void formContentTypeIsAccepted() {
    String body =
        Json.of("type", "m.login.password", "user", Users.name("curl"), "password", "x" + "yz")
            .toString();
    JsonNode answer =
        Users.nobody().call("POST", "/register", body, "application/x-www-form-urlencoded").ok();
    assertThat(answer.path("access_token").isTextual()).isTrue();
  }

  @Test
  void pathsAreDecodedOnce() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    room.setState("com.example.x", "%2F", Json.of("n", 1)).ok();
    room.setState("com.example.x", "/", Json.of("n", 2)).ok();
    assertThat(room.state("com.example.x", "%2F").ok()).isEqualTo(Json.of("n", 1));
    assertThat(room.state("com.example.x", "/").ok()).isEqualTo(Json.of("n", 2));
    Reply raw = anna.get("/rooms/" + room.id() + "/state/m.room.create");
    assertThat(raw.ok().path("creator").asText()).isEqualTo(anna.userId());
  }

  @Test
  void eventsAboveTheLimitAreTooLarge() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    room.say("x".repeat(60_000));
    room.refuses(413, "M_TOO_LARGE", () -> room.message("x".repeat(66_000)));
    room.refuses(
        413,
        "M_TOO_LARGE",
        () -> room.setState("com.example.x", "", Json.of("x", "x".repeat(66_000))));
    room.say("goes on");
  }

  @Test
  @Row("S-API-03")
  void clientApiAnswersOnTheTlsPort() {
    String answer =
        TrustingHttp.get("https://127.0.0.1:" + Servers.shared().port(8443) + Client.V1 + "/login");
    assertThat(Json.parse(answer).path("flows").isArray()).isTrue();
  }
}
