package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.ServerSettings;

/** The policy hook (S-MISC-01): lists, and an outside service that may fail. */
class PolicyIT {
  private static final String BAD = "frobnicate";

  @Test
  @Row("S-MISC-01")
  void listsRefuseWordsAttachmentsServersAndUsers() {
    ServerSettings lists =
        ServerSettings.h2("policy")
            .with("MATRIX_POLICY_WORDS", BAD + ",unwort")
            .with("MATRIX_POLICY_MAX_ATTACHMENT", "1000")
            .with("MATRIX_POLICY_BLOCKED_SERVERS", "evil.example")
            .with("MATRIX_POLICY_BLOCKED_USERS", "@mallory:localhost,@far:good.example");
    try (MatrixServer server = MatrixServer.start(lists)) {
      Client anna = server.fresh("anna");
      Room room = anna.publicRoom();
      room.say("frobnicated is another word");
      room.forbids(() -> room.message("You FROBNICATE!"));
      room.forbids(() -> room.setState("m.room.topic", "", Json.of("topic", "the " + BAD)));
      room.forbids(() -> room.send("com.example.x", Json.of("deep", Json.list(Json.of("k", BAD)))));
      anna.post("/createRoom", Json.of("name", "Unwort")).forbidden();
      anna.put(profile(anna), Json.of("displayname", BAD)).forbidden();
      attachments(room);
      room.forbids(() -> room.invite("@somebody:evil.example"));
      room.forbids(() -> room.invite("@far:good.example"));
      anna.post("/createRoom", Json.of("invite", Json.list("@x:evil.example"))).forbidden();
      Client mallory = Client.register(server.url(), "mallory", org.matrixee.e2e.Users.PASSWORD);
      room.forbids(() -> room.as(mallory).join());
      mallory.post("/createRoom", Json.of()).forbidden();
      redactionsPass(room);
      anna.put(profile(anna), Json.of("displayname", "fine")).ok();
    }
  }

  private static void attachments(Room room) {
    JsonNode small =
        Json.of("msgtype", "m.file", "url", "mxc://a/b", "info", Json.of("size", 1000));
    JsonNode large =
        Json.of("msgtype", "m.file", "url", "mxc://a/b", "info", Json.of("size", 1001));
    room.send("m.room.message", small).ok();
    room.forbids(() -> room.send("m.room.message", large));
  }

  private static void redactionsPass(Room room) {
    String id = room.say("to be redacted");
    room.redact(id).ok();
    assertThat(room.event(id).path("content")).isEmpty();
  }

  private static String profile(Client user) {
    return path("profile", user.userId(), "displayname");
  }

  @Test
  @Row("S-MISC-01")
  void serviceIsAskedAndItsSilenceIsDecidedBySetting() throws IOException {
    try (Service service = new Service()) {
      ServerSettings asked =
          ServerSettings.h2("policy-service")
              .with("MATRIX_POLICY_URL", service.url())
              .with("MATRIX_POLICY_TIMEOUT", "1000");
      try (MatrixServer server = MatrixServer.start(asked)) {
        Client anna = server.fresh("anna");
        Room room = anna.createRoom();
        String id = room.say("good");
        JsonNode question = service.last();
        assertThat(question.path("event"))
            .isEqualTo(
                Json.of(
                    "type",
                    "m.room.message",
                    "user_id",
                    anna.userId(),
                    "room_id",
                    room.id(),
                    "content",
                    Json.of("msgtype", "m.text", "body", "good")));
        service.answer = "{\"action\":\"deny\",\"text\":\"Not on a Friday.\"}";
        room.forbids(() -> room.message("bad"));
        assertThat(room.message("bad").json().path("error").asText()).isEqualTo("Not on a Friday.");
        for (String broken :
            List.of("{}", "[]", "no json", "{\"action\":7}", "x".repeat(100_000))) {
          service.answer = broken;
          room.forbids(() -> room.message("closed"));
        }
        service.answer = "{\"action\":\"allow\"}";
        service.delayMillis = 3000;
        room.forbids(() -> room.message("late"));
        service.delayMillis = 0;
        service.status = 500;
        room.forbids(() -> room.message("failed"));

        server.restart(asked.with("MATRIX_POLICY_FAIL", "open"));
        room.say("open");
        service.status = 200;
        service.answer = "{\"action\":\"deny\"}";
        room.forbids(() -> room.message("still denied"));
        assertThat(room.event(id).path("content").path("body").asText()).isEqualTo("good");
        assertThat(server.log()).contains("The policy service gave").doesNotContain("still denied");
      }
    }
  }

  /** A policy service that answers what it is told. */
  private static final class Service implements AutoCloseable {
    private final HttpServer http;
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile String answer = "{\"action\":\"allow\"}";
    private volatile int status = 200;
    private volatile long delayMillis;

    Service() throws IOException {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext("/check", this::handle);
      http.setExecutor(java.util.concurrent.Executors.newFixedThreadPool(4));
      http.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
      questions.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      try {
        Thread.sleep(delayMillis); // being slow is its part here
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    String url() {
      return "http://127.0.0.1:" + http.getAddress().getPort() + "/check";
    }

    JsonNode last() {
      return Json.parse(questions.get(questions.size() - 1));
    }

    @Override
    public void close() {
      http.stop(0);
      ((java.util.concurrent.ExecutorService) http.getExecutor()).shutdownNow();
    }
  }
}
