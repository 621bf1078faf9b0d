package org.matrixee.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Media;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Secrets;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** Nothing secret reaches the log, however much is logged, nor the answers that others may keep. */
class SecretsIT {
  private static final List<String> PATHS =
      List.of(
          "/initialSync",
          "/events?timeout=0",
          "/publicRooms",
          "/no/such/path",
          "/events/%00",
          "/rooms/%ff/state",
          "/rooms/!x/state",
          "/createRoom",
          "/login/fallback");

  @Test
  void logHoldsNeitherTokensNorPasswordsNorContent() {
    ServerSettings talkative = ServerSettings.h2("secrets").with("MATRIX_LOG_LEVEL", "TRACE");
    List<String> secrets = new ArrayList<>();
    try (MatrixServer server = MatrixServer.start(talkative)) {
      String password = "pass-word-" + Users.name("p");
      String wrong = "wrong-" + password;
      String content = "private-" + Users.name("c");
      Client anna = Client.register(server.url(), Users.name("anna"), password);
      Client again = anna.withCredentials(anna.withToken("").login(anna.userId(), password).ok());
      anna.withToken("").login(anna.userId(), wrong).forbidden();
      Client guess = anna.withToken("guess-" + anna.localpart() + "-0123456789");
      secrets.addAll(List.of(password, wrong, content, anna.token(), again.token(), guess.token()));
      Room room = anna.publicRoom();
      room.say(content);
      room.setState("m.room.topic", "", Json.of("topic", content)).ok();
      for (Client client : List.of(anna, guess)) {
        for (String path : PATHS) {
          for (String method : List.of("GET", "PUT", "POST", "DELETE", "PATCH")) {
            client.call(method, path, "{\"password\":\"" + password + "\",broken");
          }
        }
        Media.upload(client, "/_matrix/content", content.getBytes(UTF_8), "a/b; c=" + content);
        Media.get(
            client.origin() + "/_matrix/content/x?access_token=" + client.token(),
            "Authorization",
            "Bearer " + client.token());
      }
      String file = Media.mxc(anna, content.getBytes(UTF_8), "image/png");
      Media.thumbnail(anna, file, 10, 10, "crop").reply().notFound();
      again.post("/logout", Json.of()).ok();
      again.get("/initialSync").refused(403, "M_UNKNOWN_TOKEN");
      server.stop();
      String log = server.log() + server.consoleTail();
      assertThat(log).contains("Matrix EE is ready");
      for (String secret : secrets) {
        assertThat(log.contains(secret)).as("the log holds %s", secret).isFalse();
      }
    }
  }

  @Test
  void logOfTheSharedServerHoldsNoSecretOfThisRun() {
    Client anna = Users.fresh("anna");
    anna.get("/initialSync").ok();
    String log = Servers.shared().log() + Servers.shared().consoleTail();
    assertThat(Secrets.all()).contains(anna.token(), Users.PASSWORD);
    assertThat(Secrets.all().stream().filter(log::contains)).isEmpty();
  }

  @Test
  void answersAreNotKeptAndAddressesNotPassedOn() {
    Client anna = Users.fresh("anna");
    for (String path : PATHS) {
      for (String method : List.of("GET", "OPTIONS", "POST", "PATCH")) {
        var reply = anna.call(method, path, "");
        assertThat(reply.headers().firstValue("Referrer-Policy"))
            .as(reply.request())
            .contains("no-referrer");
        assertThat(reply.headers().allValues("Cache-Control"))
            .as(reply.request())
            .hasSize(1)
            .allMatch(value -> value.equals("no-store") || value.equals("no-cache"));
        assertThat(reply.headers().firstValue("Access-Control-Allow-Origin"))
            .as(reply.request())
            .contains("*");
      }
    }
    for (String page : List.of("/", Client.V1 + "/login/fallback")) {
      Media.Answer answer = Media.get(anna.origin() + page).ok();
      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'none'")
          .contains("frame-ancestors 'none'");
      assertThat(answer.response().headers().allValues("Referrer-Policy"))
          .containsExactly("no-referrer");
    }
  }
}
