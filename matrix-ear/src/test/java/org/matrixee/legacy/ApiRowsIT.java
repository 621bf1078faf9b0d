package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.matrixee.e2e.Users;

/** Rows S-API-01 to S-API-20: transport, authentication and the standard errors. */
@Execution(ExecutionMode.CONCURRENT)
class ApiRowsIT {
  private static final String UNICODE =
      "\uD83D\uDE80 \u6F22\u5B57 \u0645\u0631\u062D\u0628\u0627 e\u0301";

  /** Method and path of every call that needs a token; {room} and {user} are filled in. */
  private static final List<String> PROTECTED =
      List.of(
          "POST /createRoom",
          "PUT /createRoom/t1",
          "POST /join/{room}",
          "PUT /join/{room}/t1",
          "POST /rooms/{room}/join",
          "POST /rooms/{room}/leave",
          "POST /rooms/{room}/invite",
          "POST /rooms/{room}/ban",
          "POST /rooms/{room}/kick",
          "PUT /rooms/{room}/leave/t1",
          "PUT /rooms/{room}/state/m.room.name",
          "PUT /rooms/{room}/state/com.example.x/key",
          "GET /rooms/{room}/state/m.room.create",
          "GET /rooms/{room}/state/m.room.member/{user}",
          "GET /rooms/{room}/state",
          "POST /rooms/{room}/send/m.room.message",
          "PUT /rooms/{room}/send/m.room.message/t1",
          "POST /rooms/{room}/redact/abc",
          "PUT /rooms/{room}/redact/abc/t1",
          "GET /rooms/{room}/members",
          "GET /rooms/{room}/messages",
          "GET /rooms/{room}/initialSync",
          "GET /initialSync",
          "GET /events",
          "GET /events/abc",
          "PUT /directory/room/%23abc%3Alocalhost",
          "DELETE /directory/room/%23abc%3Alocalhost",
          "PUT /profile/{user}/displayname",
          "PUT /profile/{user}/avatar_url");

  @Test
  @Row({"S-API-06", "S-API-07", "S-API-08", "S-API-13"})
  void protectedCallsRefuseMissingAndUnknownTokens() {
    Client anna = Users.fresh("anna");
    Room room = anna.publicRoom();
    List<JsonNode> before = room.snapshot();
    for (String call : PROTECTED) {
      String method = call.substring(0, call.indexOf(' '));
      String where =
          call.substring(call.indexOf(' ') + 1)
              .replace("{room}", Client.encode(room.id()))
              .replace("{user}", Client.encode(anna.userId()));
      String body = method.equals("GET") || method.equals("DELETE") ? "" : "{}";
      anna.withToken("").call(method, where, body).forbidden();
      anna.withToken("unknown-token").call(method, where, body).refused(403, "M_UNKNOWN_TOKEN");
    }
    assertThat(room.snapshot()).isEqualTo(before);
  }

  @Test
  @Row({"S-API-01", "S-API-04"})
  void openCallsNeedNoTokenAndEverythingIsJson() {
    Client anna = Users.fresh("anna");
    String profile = path("profile", anna.userId());
    for (String open :
        List.of(
            "/register",
            "/login",
            "/publicRooms",
            profile,
            profile + "/displayname",
            profile + "/avatar_url")) {
      assertThat(Users.nobody().get(open).ok().isObject()).as(open).isTrue();
    }
    assertThat(anna.get("/initialSync").ok().isObject()).isTrue();
    assertThat(anna.createRoom().stateEvents().isArray()).isTrue();
  }

  @Test
  @Row("S-API-05")
  void stringsAreUtf8() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom("name", UNICODE, "topic", UNICODE);
    assertThat(room.state("m.room.name", "").ok().path("name").asText()).isEqualTo(UNICODE);
    assertThat(room.state("m.room.topic", "").ok().path("topic").asText()).isEqualTo(UNICODE);
    JsonNode event = room.event(room.say(UNICODE));
    assertThat(event.path("content").path("body").asText()).isEqualTo(UNICODE);
    room.setState("com.example." + UNICODE, UNICODE, Json.of("x", 1)).ok();
    assertThat(room.state("com.example." + UNICODE, UNICODE).ok()).isEqualTo(Json.of("x", 1));
  }

  @Test
  @Row({"S-API-08", "S-API-09", "S-API-10"})
  void everyRefusalIsAStandardError() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    List<Reply> refusals =
        List.of(
            Users.nobody().post("/register", Json.of()),
            Users.nobody().register(anna.localpart(), "x"),
            Users.nobody().post("/login", Json.of("type", "com.example.unknown")),
            Users.nobody().login(anna.userId(), "wrong"),
            Users.nobody().login("nobody-of-that-name", "wrong"),
            anna.post("/createRoom", Json.of("visibility", "secret")),
            anna.join("#nowhere:" + Servers.shared().name()),
            anna.join("neither-id-nor-alias"),
            room.invite("no-user-id"),
            room.invite(anna.userId()),
            room.setState("m.room.create", "", Json.of("creator", anna.userId())),
            room.setState("m.room.name", "", Json.of()),
            room.state("com.example.unset", ""),
            room.send("m.room.message", Json.of()),
            room.redact("unknown-event"),
            room.messages("from=junk"),
            anna.get("/events?from=junk"),
            anna.get("/events/unknown-event"),
            anna.resolve("#nowhere:" + Servers.shared().name()),
            anna.get(path("profile", "@nobody-of-that-name:" + Servers.shared().name())),
            anna.put(path("profile", "@other:x", "displayname"), Json.of("displayname", "x")));
    refusals.forEach(Reply::refused);
  }

  @Test
  @Row("S-API-12")
  void forbiddenAccess() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    Room room = anna.createRoom();
    room.forbids(() -> room.as(bert).join());
    Users.nobody().login(anna.userId(), "wrong password").forbidden();
    Users.nobody().login(Users.name("nobody"), "wrong password").forbidden();
  }

  @Test
  @Row("S-API-12")
  void unknownUserAndWrongPasswordLookTheSame() {
    Client anna = Users.fresh("anna");
    Reply wrong = Users.nobody().login(anna.localpart(), "wrong password");
    Reply unknown = Users.nobody().login(Users.name("nobody"), "wrong password");
    assertThat(unknown.text()).isEqualTo(wrong.text());
  }

  @Test
  @Row("S-API-14")
  void validJsonWithMissingOrInvalidKeys() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    room.findsBad(() -> anna.post(room.at("invite"), Json.of()));
    room.findsBad(() -> anna.post(room.at("invite"), Json.of("user_id", 5)));
    room.findsBad(() -> room.send("m.room.message", Json.of("body", "no type")));
    room.findsBad(() -> anna.post(room.at("ban"), Json.of("reason", "nobody named")));
    room.findsBad(() -> anna.post(room.at("kick"), Json.of()));
    for (String notAnObject : List.of("[]", "\"text\"", "7", "null", "true")) {
      room.findsBad(() -> anna.call("POST", room.at("send", "m.room.message"), notAnObject));
      room.findsBad(() -> anna.call("PUT", room.at("state", "com.example.x"), notAnObject));
      anna.call("POST", "/createRoom", notAnObject).badJson();
      Users.nobody().call("POST", "/login", notAnObject).badJson();
      Users.nobody().call("POST", "/register", notAnObject).badJson();
    }
  }

  @Test
  @Row("S-API-15")
  void bodiesThatAreNotJson() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    for (String broken : List.of("{oops", "{\"a\":}", "{\"a\":1", "hello", "{}{}", "{'a': 1}")) {
      anna.call("POST", "/createRoom", broken).refused(400, "M_NOT_JSON");
      Users.nobody().call("POST", "/login", broken).refused(400, "M_NOT_JSON");
      Users.nobody().call("POST", "/register", broken).refused(400, "M_NOT_JSON");
      room.refuses(
          400,
          "M_NOT_JSON",
          () -> anna.call("PUT", room.at("send", "m.room.message", "1"), broken));
      room.refuses(
          400, "M_NOT_JSON", () -> anna.call("PUT", room.at("state", "com.example.x"), broken));
    }
  }

  @Test
  @Row("S-API-16")
  void nothingFound() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    room.state("com.example.unset", "").notFound();
    room.state("m.room.name", "no such key").notFound();
    anna.resolve(Users.alias("nowhere")).notFound();
    anna.join(Users.alias("nowhere")).notFound();
    anna.get("/events/unknown-event").notFound();
    anna.get(path("profile", "@" + Users.name("nobody") + ":" + Servers.shared().name()))
        .notFound();
  }

  @Test
  @Row("S-API-18")
  void takenUserId() {
    Client anna = Users.fresh("anna");
    Users.nobody().register(anna.localpart(), "another").refused(400, "M_USER_IN_USE");
    Users.nobody().login(anna.localpart(), "another").forbidden();
    Users.nobody().login(anna.localpart(), Users.PASSWORD).ok();
  }

  @Test
  @Row("S-API-19")
  void takenRoomAlias() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    String name = Users.name("taken");
    Room room = anna.createRoom("room_alias_name", name, "visibility", "public");
    bert.post("/createRoom", Json.of("room_alias_name", name, "visibility", "public"))
        .refused(400, "M_ROOM_IN_USE");
    assertThat(bert.initialSync(1).path("rooms")).isEmpty();
    assertThat(bert.resolve("#" + name + ":" + Servers.shared().name()).ok().path("room_id"))
        .isEqualTo(Json.parse("\"" + room.id() + "\""));
  }

  @Test
  @Row("S-API-20")
  void badPagination() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    for (String query :
        List.of("from=xyz", "limit=-1", "limit=abc", "to=xyz", "dir=x", "limit=1.5", "limit=")) {
      room.messages(query).badPagination();
    }
    for (String query :
        List.of("from=junk", "from=s1_", "from=%F0%9F%9A%80", "limit=-1", "limit=x")) {
      anna.get("/events?" + query + "&timeout=0").badPagination();
    }
    anna.get("/events?timeout=abc").badPagination();
    anna.get("/events?timeout=-1").badPagination();
    anna.get("/initialSync?limit=-1").badPagination();
    anna.get("/initialSync?limit=x").badPagination();
    anna.get(room.at("initialSync") + "?limit=x").badPagination();
    room.messages("from=" + token(anna) + "&from=" + token(anna)).badPagination();
  }

  private static String token(Client client) {
    return Client.encode(client.initialSync(0).path("end").asText());
  }
}
