package org.matrixee.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The checks are not blind, and they see what the specification's data has. */
class OpenApiTest {
  private static final String WHOAMI = "/_matrix/client/v3/account/whoami";
  private static final String SEND = "/_matrix/client/v3/rooms/!r:a/send/m.room.message/t1";
  private static final String ROOM = "/_matrix/client/v3/rooms/!r:a";
  private static final String SYNC = "/_matrix/client/v3/sync";

  private static Exchange exchange(
      String method, String target, String request, int status, String answer) {
    return exchange(method, target, request, status, "application/json", answer);
  }

  private static Exchange exchange(
      String method, String target, String request, int status, String type, String answer) {
    int mark = target.indexOf('?');
    return new Exchange(
        method,
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        request,
        status,
        HttpHeaders.of(Map.of("Content-Type", List.of(type)), (name, value) -> true),
        answer);
  }

  private static Exchange get(String target, String answer) {
    return exchange("GET", target, "", 200, answer);
  }

  private static void passes(Exchange exchange) {
    assertThatCode(() -> OpenApi.check(exchange)).doesNotThrowAnyException();
  }

  private static void fails(Exchange exchange, String... parts) {
    assertThatThrownBy(() -> OpenApi.check(exchange))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void operationsAreThoseOfTheParsedFiles() {
    TreeSet<String> parsed = new TreeSet<>();
    for (String file : SpecFiles.in("api/client-server")) {
      Place paths = Place.of(file).at("paths");
      for (var path : paths.node().properties()) {
        path.getValue()
            .fieldNames()
            .forEachRemaining(method -> parsed.add(file + " " + path.getKey() + " " + method));
      }
    }
    assertThat(
            Operations.all().stream()
                .map(o -> o.file() + " " + o.key() + " " + o.method().toLowerCase(Locale.ROOT)))
        .containsExactlyInAnyOrderElementsOf(parsed);
  }

  @Test
  void requestsFindTheirOperations() {
    assertThat(Operations.of("GET", "/_matrix/client/r0/pushrules/global/override/.m.rule.master"))
        .singleElement()
        .satisfies(o -> assertThat(o.template()).endsWith("/{kind}/{ruleId}"));
    assertThat(Operations.of("PUT", ROOM + "/state/m.room.name"))
        .singleElement()
        .satisfies(o -> assertThat(o.template()).endsWith("/{eventType}/{stateKey}"));
    assertThat(Operations.of("PUT", ROOM + "/state/m.room.name/"))
        .singleElement()
        .satisfies(o -> assertThat(o.template()).endsWith("/{eventType}/{stateKey}"));
    assertThat(Operations.of("GET", "/_matrix/client/v3/pushrules")).hasSize(1);
    assertThat(Operations.of("POST", "/_matrix/media/v1/upload"))
        .singleElement()
        .satisfies(o -> assertThat(o.template()).isEqualTo("/_matrix/media/v3/upload"));
    assertThat(Operations.of("POST", ROOM + "/invite")).hasSize(2);
    assertThat(Operations.of("GET", "/_matrix/client/api/v1/login")).isEmpty();
    assertThat(Operations.of("PATCH", WHOAMI)).isEmpty();
  }

  @Test
  void schemasOfEventsCompile() {
    for (String type : EventCheck.TYPES) {
      Place event = Place.of("event-schemas/schema/" + type + ".yaml").at("properties", "content");
      assertThatCode(() -> Schemas.compiled(event)).as(type).doesNotThrowAnyException();
    }
  }

  @Test
  void properExchangesPass() {
    passes(get(WHOAMI, "{\"user_id\":\"@a:b\",\"device_id\":\"D\"}"));
    passes(exchange("GET", WHOAMI, "", 401, "{\"errcode\":\"M_MISSING_TOKEN\",\"error\":\"No\"}"));
    passes(exchange("PUT", SEND, "{\"any\":1}", 200, "{\"event_id\":\"$e\"}"));
    passes(
        exchange(
            "POST",
            "/_matrix/client/v3/delete_devices",
            "{}",
            401,
            "{\"flows\":[{\"stages\":[\"m.login.password\"]}],\"params\":{},\"session\":\"s\"}"));
    passes(
        get(
            SYNC + "?timeout=0&full_state=true",
            """
            {"next_batch": "s1", "rooms": {"join": {"!r:a": {"timeline": {"limited": false,
              "events": [{"type": "m.room.member", "state_key": "@a:b", "sender": "@a:b",
                "event_id": "$e", "origin_server_ts": 1, "content": {"membership": "join"}}]}}}}}
            """));
  }

  @Test
  void wrongAnswersFail() {
    fails(get(WHOAMI, "{\"device_id\":\"D\"}"), "GET " + WHOAMI, "answer 200", "user_id");
    fails(get(WHOAMI, "{\"user_id\":7}"), "answer 200", "at '/user_id'", "string");
    fails(get(WHOAMI, "{\"user_id\":\"a\"}"), "at '/user_id'");
    fails(get(WHOAMI, "{\"user_id\":\"@a\"}"), "at '/user_id'", "mx-user-id");
    fails(get(WHOAMI, "{\"user_id\":\"@a:b\"} x"), "not JSON");
    fails(get(WHOAMI, "{\"user_id\":\"@a:b\",\"user_id\":\"@a:b\"}"), "not JSON");
    fails(get(WHOAMI, ""), "the body is empty");
    fails(exchange("GET", WHOAMI, "", 201, "{}"), "answer 201", "no answer of this status");
    fails(exchange("GET", WHOAMI, "", 200, "text/html", "{}"), "Content-Type");
    fails(
        exchange("GET", "/_matrix/media/v3/thumbnail/a/b?width=1&height=1", "", 200, "x/y", ""),
        "Content-Type",
        "Content-Disposition");
  }

  @Test
  void wrongErrorsFail() {
    fails(exchange("GET", WHOAMI, "", 403, "{\"error\":\"No\"}"), "answer 403", "errcode");
    fails(exchange("GET", WHOAMI, "", 404, "{\"errcode\":\"M_X\"}"), "'/error'", "says nothing");
    fails(exchange("GET", WHOAMI, "", 400, "{\"errcode\":\"x\",\"error\":\"No\"}"), "'/errcode'");
    fails(exchange("GET", WHOAMI, "", 500, "text/html", "<p>oops</p>"), "Content-Type");
    fails(exchange("GET", WHOAMI, "", 401, "{\"flows\":{}}"), "answer 401", "'/flows'");
    fails(
        exchange(
            "GET",
            WHOAMI,
            "",
            429,
            "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"error\":\"No\",\"retry_after_ms\":\"1\"}"),
        "'/retry_after_ms'");
  }

  @Test
  void wrongRequestsFailIfTheyAreTaken() {
    fails(exchange("PUT", SEND, "[]", 200, "{\"event_id\":\"$e\"}"), "request", "object");
    fails(exchange("PUT", SEND, "", 200, "{\"event_id\":\"$e\"}"), "the body is missing");
    passes(exchange("PUT", SEND, "[]", 400, "{\"errcode\":\"M_BAD_JSON\",\"error\":\"No\"}"));
    fails(get(SYNC + "?timeout=abc", "{\"next_batch\":\"s\"}"), "query", "'timeout'", "integer");
    fails(get(SYNC + "?full_state=1", "{\"next_batch\":\"s\"}"), "query", "'full_state'");
    fails(get(ROOM + "/messages", "{\"chunk\":[],\"start\":\"s\"}"), "query", "'dir'", "missing");
    fails(
        exchange("PUT", SEND.replace("!", "r"), "{}", 200, "{\"event_id\":\"$e\"}"),
        "path",
        "'roomId'");
  }

  /** One is for users, the other for addresses outside of Matrix. */
  @Test
  void requestOfTwoFormsMustBeOfOne() {
    passes(exchange("POST", ROOM + "/invite", "{\"user_id\":\"@a:b\"}", 200, "{}"));
    fails(exchange("POST", ROOM + "/invite", "{\"user\":\"@a:b\"}", 200, "{}"), "user_id");
  }

  @Test
  void wrongEventsFail() {
    String event =
        """
        {"type": "m.room.member", "state_key": "@a:b", "sender": "@a:b", "room_id": "!r:a",
          "event_id": "$e", "origin_server_ts": 1, "content": {"membership": "join"}}
        """;
    String path = ROOM + "/event/$e";
    passes(get(path, event));
    fails(get(path, event.replace("join", "dancing")), "event m.room.member", "membership");
    fails(get(path, event.replace("\"@a:b\", \"sender\"", "\"a\", \"sender\"")), "/state_key");
    fails(get(path, event.replace("\"origin_server_ts\": 1,", "")), "origin_server_ts");
    String bundled = "{\"age\":1,\"m.relations\":{\"m.replace\":{\"type\":\"x\",\"content\":{}}}}";
    fails(
        get(path, event.replace("\"content\":", "\"unsigned\": " + bundled + ", \"content\":")),
        "'/unsigned/m.relations/m.replace'",
        "sender");
    fails(
        get(
            SYNC,
            """
            {"next_batch": "s", "presence": {"events": [{"type": "m.presence", "sender": "@a:b",
              "content": {"presence": "asleep"}}]}}
            """),
        "event m.presence",
        "'/presence/events/0/content/presence'");
  }
}
