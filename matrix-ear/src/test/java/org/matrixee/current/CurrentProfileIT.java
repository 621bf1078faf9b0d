package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Servers;

/** Profiles and presence over the current client API (v1.19). */
class CurrentProfileIT {
  private static MatrixServer server;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  private static Client fresh(String hint) {
    return CurrentRoom.client(server.fresh(hint));
  }

  private static String path(Client user, String... rest) {
    String path = "/profile/" + Client.encode(user.userId());
    return rest.length == 0 ? path : path + "/" + Client.encode(rest[0]);
  }

  @Test
  void nameAndPictureAreSetAndRemoved() {
    Client anna = fresh("anna");
    Client nobody = anna.withToken("");
    String picture = "mxc://" + server.name() + "/abc";
    anna.delete(path(anna, "displayname")).ok();
    assertThat(nobody.get(path(anna)).ok()).isEmpty();
    nobody.get(path(anna, "displayname")).refused(404, "M_NOT_FOUND");
    anna.put(path(anna, "displayname"), Json.of("displayname", "Anna")).ok();
    anna.put(path(anna, "avatar_url"), Json.of("avatar_url", picture)).ok();
    assertThat(nobody.get(path(anna)).ok())
        .isEqualTo(Json.of("avatar_url", picture, "displayname", "Anna"));
    assertThat(nobody.get(path(anna, "displayname")).ok())
        .isEqualTo(Json.of("displayname", "Anna"));
    anna.delete(path(anna, "avatar_url")).ok();
    anna.delete(path(anna, "avatar_url")).ok();
    nobody.get(path(anna, "avatar_url")).refused(404, "M_NOT_FOUND");
    assertThat(nobody.get(path(anna)).ok()).isEqualTo(Json.of("displayname", "Anna"));
  }

  @Test
  void roomsHearOfANewName() {
    Client old = server.fresh("anna");
    Client anna = CurrentRoom.client(old);
    CurrentRoom room = CurrentRoom.create(anna);
    LiveStream stream = old.stream();
    anna.put(path(anna, "displayname"), Json.of("displayname", "Renamed")).ok();
    stream.until(event -> event.path("content").path("displayname").asText().equals("Renamed"));
    // What is not set is not there, which only rooms of 2014 tell by null.
    assertThat(room.state("m.room.member", anna.userId()).ok())
        .isEqualTo(Json.of("membership", "join", "displayname", "Renamed"));
  }

  @Test
  void fieldsOfAnyKindAreKept() {
    Client anna = fresh("anna");
    JsonNode value = Json.parse("{\"a\":[1,2.5,null,\"\u00E4\\\"\"],\"b\":{\"c\":true}}");
    anna.put(path(anna, "m.tz"), Json.of("m.tz", "Europe/London")).ok();
    anna.put(path(anna, "org.example.x"), Json.of("org.example.x", value)).ok();
    anna.put(path(anna, "org.example.y"), Json.parse("{\"org.example.y\":null}")).ok();
    JsonNode whole = anna.get(path(anna)).ok();
    assertThat(whole.path("m.tz").asText()).isEqualTo("Europe/London");
    assertThat(whole.path("org.example.x")).isEqualTo(value);
    assertThat(whole.path("org.example.y").isNull()).isTrue();
    assertThat(anna.get(path(anna, "org.example.x")).ok())
        .isEqualTo(Json.of("org.example.x", value));
    anna.delete(path(anna, "org.example.x")).ok();
    anna.delete(path(anna, "org.example.x")).ok();
    anna.get(path(anna, "org.example.x")).refused(404, "M_NOT_FOUND");
    assertThat(anna.get(path(anna)).ok().has("org.example.x")).isFalse();
  }

  @Test
  void badFieldsAreRefused() {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    JsonNode name = Json.of("displayname", "X");
    anna.put(path(bert, "displayname"), name).refused(403, "M_FORBIDDEN");
    anna.put(path(bert, "org.example"), Json.of("org.example", 1)).refused(403, "M_FORBIDDEN");
    anna.delete(path(bert, "org.example")).refused(403, "M_FORBIDDEN");
    anna.withToken("").put(path(anna, "displayname"), name).refused(401, "M_MISSING_TOKEN");
    anna.withToken("").delete(path(anna, "displayname")).refused(401, "M_MISSING_TOKEN");
    anna.put(path(anna, "displayname"), Json.of("name", "X")).refused(400, "M_MISSING_PARAM");
    anna.put(path(anna, "displayname"), Json.of("displayname", 7)).badJson();
    anna.put(path(anna, "avatar_url"), Json.of("avatar_url", "http://a.example/x")).badJson();
    anna.put(path(anna, "m.tz"), Json.of("m.tz", 1)).badJson();
    anna.call("PUT", path(anna, "displayname"), "{").refused(400, "M_NOT_JSON");
    anna.put(path(anna, "UPPER"), Json.of("UPPER", 1)).refused(400, "M_INVALID_PARAM");
    anna.get(path(anna, "UPPER")).refused(400, "M_INVALID_PARAM");
    anna.delete(path(anna, "UPPER")).refused(400, "M_INVALID_PARAM");
    String longKey = "a".repeat(256);
    anna.put(path(anna, longKey), Json.of(longKey, 1)).refused(400, "M_KEY_TOO_LARGE");
    anna.get("/profile/" + Client.encode("@nobody-here:" + server.name()))
        .refused(404, "M_NOT_FOUND");
    anna.get("/profile/nobody").refused(400, "M_INVALID_PARAM");
  }

  @Test
  void profileHasASizeThatItDoesNotExceed() {
    Client anna = fresh("anna");
    String half = "x".repeat(33_000);
    anna.put(path(anna, "org.one"), Json.of("org.one", half)).ok();
    anna.put(path(anna, "org.two"), Json.of("org.two", half)).refused(400, "M_PROFILE_TOO_LARGE");
    anna.get(path(anna, "org.two")).refused(404, "M_NOT_FOUND");
    anna.put(path(anna, "org.one"), Json.of("org.one", half + "y")).ok();
    anna.put(path(anna, "org.two"), Json.of("org.two", "x".repeat(30_000))).ok();
    anna.put(path(anna, "displayname"), Json.of("displayname", "n".repeat(5000)))
        .refused(400, "M_PROFILE_TOO_LARGE");
  }

  @Test
  void presenceIsSetAndSeen() {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    String status = "/presence/" + Client.encode(anna.userId()) + "/status";
    JsonNode busy = Json.of("presence", "online", "status_msg", "busy");
    anna.put(status, busy).ok();
    JsonNode seen = anna.get(status).ok();
    assertThat(seen.path("presence").asText()).isEqualTo("online");
    assertThat(seen.path("status_msg").asText()).isEqualTo("busy");
    assertThat(seen.path("currently_active").asBoolean()).isTrue();
    assertThat(seen.path("last_active_ago").isNumber()).isTrue();
    bert.get(status).refused(404, "M_NOT_FOUND");
    CurrentRoom room = CurrentRoom.create(anna, "preset", "public_chat");
    room.as(bert).join().ok();
    assertThat(bert.get(status).ok().path("presence").asText()).isEqualTo("online");
    anna.put(status, Json.of("presence", "unavailable")).ok();
    JsonNode away = bert.get(status).ok();
    assertThat(away.path("presence").asText()).isEqualTo("unavailable");
    assertThat(away.has("status_msg")).isFalse();
    assertThat(away.has("currently_active")).isFalse();
    bert.put(status, busy).refused(403, "M_FORBIDDEN");
    anna.put("/presence/" + Client.encode("@a:elsewhere.example") + "/status", busy)
        .refused(403, "M_FORBIDDEN");
    anna.put(status, Json.of("presence", "free_for_chat")).badJson();
    anna.put(status, Json.of("status_msg", "x")).badJson();
    anna.withToken("").get(status).refused(401, "M_MISSING_TOKEN");
    bert.get("/presence/" + Client.encode("@nobody-here:" + server.name()) + "/status")
        .refused(404, "M_NOT_FOUND");
  }
}
