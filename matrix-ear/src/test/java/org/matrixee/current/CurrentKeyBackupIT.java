package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.AtOnce;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;

/** Backups of room keys (v1.19, "Server-side key backups"). */
@Execution(ExecutionMode.CONCURRENT)
class CurrentKeyBackupIT {
  private static final String ALGORITHM = "m.megolm_backup.v1.curve25519-aes-sha2";
  private static final String ROOM = "!room:localhost";
  private static final String OTHER = "!other:localhost";

  /** As they are in base64, in a path. */
  private static final String SESSION = "a/b+c";

  private Client kim;

  @BeforeEach
  void register() {
    kim = Accounts.fresh(Servers.shared(), "kim");
  }

  private static ObjectNode description(String key) {
    return Json.of("algorithm", ALGORITHM, "auth_data", Json.of("public_key", key));
  }

  private String create() {
    return kim.post("/room_keys/version", description("k")).ok().path("version").asText();
  }

  private static ObjectNode key(int index, boolean verified) {
    return Json.of(
        "first_message_index",
        index,
        "forwarded_count",
        0,
        "is_verified",
        verified,
        "session_data",
        Json.of("ciphertext", "c" + index, "ephemeral", "e", "mac", "m"));
  }

  private static String at(String version, String... parts) {
    return "/room_keys/keys" + Client.path(parts) + "?version=" + version;
  }

  private Reply put(String version, int index, boolean verified) {
    return kim.put(at(version, ROOM, SESSION), key(index, verified));
  }

  private static void assertState(JsonNode state, int count, String etag) {
    assertThat(state).isEqualTo(Json.of("count", count, "etag", etag));
  }

  @Test
  void backupIsMadeReadChangedAndDeleted() {
    kim.get("/room_keys/version").notFound();
    String version = create();
    JsonNode backup = kim.get("/room_keys/version").ok();
    assertThat(backup)
        .isEqualTo(description("k").put("count", 0).put("etag", "0").put("version", version));
    assertThat(kim.get("/room_keys/version/" + version).ok()).isEqualTo(backup);
    String next = create();
    assertThat(next).isNotEqualTo(version);
    kim.put("/room_keys/version/" + version, description("new")).ok();
    assertThat(kim.get("/room_keys/version/" + version).ok().path("auth_data"))
        .isEqualTo(Json.of("public_key", "new"));
    assertThat(kim.get("/room_keys/version").ok().path("version").asText()).isEqualTo(next);

    kim.delete("/room_keys/version/" + next).ok();
    kim.delete("/room_keys/version/" + next).ok();
    assertThat(kim.get("/room_keys/version").ok().path("version").asText()).isEqualTo(version);
    kim.get("/room_keys/version/" + next).notFound();
    kim.put("/room_keys/version/" + next, description("x")).notFound();
    kim.delete("/room_keys/version/77").notFound();
    kim.get(at(next)).notFound();
    Accounts.fresh(Servers.shared(), "eve").get("/room_keys/version/" + version).notFound();
  }

  @Test
  void badDescriptionsAreRefused() {
    String version = create();
    kim.post("/room_keys/version", Json.of("algorithm", "x")).refused(400, "M_MISSING_PARAM");
    kim.post("/room_keys/version", Json.of("algorithm", 5, "auth_data", Json.of())).badJson();
    String path = "/room_keys/version/" + version;
    kim.put(path, description("x").put("algorithm", "x")).refused(400, "M_INVALID_PARAM");
    kim.put(path, description("x").put("version", "9")).refused(400, "M_INVALID_PARAM");
    kim.put(path, description("x").put("version", version)).ok();
    Accounts.nobody(Servers.shared()).get("/room_keys/version").refused(401, "M_MISSING_TOKEN");
  }

  @Test
  void betterKeyIsKept() {
    String version = create();
    assertState(put(version, 5, false).ok(), 1, "1");
    assertState(put(version, 6, false).ok(), 1, "1");
    assertState(put(version, 4, false).ok(), 1, "2");
    assertState(put(version, 9, true).ok(), 1, "3");
    assertState(put(version, 1, false).ok(), 1, "3");
    assertThat(kim.get(at(version, ROOM, SESSION)).ok()).isEqualTo(key(9, true));
    assertThat(kim.get("/room_keys/version").ok().path("etag").asText()).isEqualTo("3");
  }

  @Test
  void keysArePutReadAndDeletedInParts() {
    String version = create();
    ObjectNode first = Json.of("sessions", Json.of("s", key(1, true), "t", key(2, true)));
    ObjectNode second = Json.of("sessions", Json.of("u", key(3, true)));
    ObjectNode rooms = Json.of("rooms", Json.of(ROOM, first, OTHER, second));
    assertState(kim.put(at(version), rooms).ok(), 3, "1");
    assertThat(kim.get(at(version)).ok()).isEqualTo(rooms);
    assertThat(kim.get(at(version, ROOM)).ok()).isEqualTo(first);
    ObjectNode more = Json.of("sessions", Json.of("v", key(4, true)));
    assertState(kim.put(at(version, OTHER), more).ok(), 4, "2");

    assertState(kim.delete(at(version, ROOM, "s")).ok(), 3, "3");
    assertState(kim.delete(at(version, ROOM, "s")).ok(), 3, "3");
    kim.get(at(version, ROOM, "s")).notFound();
    assertState(kim.delete(at(version, OTHER)).ok(), 1, "4");
    assertThat(kim.get(at(version, OTHER)).ok()).isEqualTo(Json.of("sessions", Json.of()));
    assertState(kim.delete(at(version)).ok(), 0, "5");
    assertThat(kim.get(at(version)).ok()).isEqualTo(Json.of("rooms", Json.of()));
  }

  @Test
  void keysGoIntoTheNewestBackupOnly() {
    put("1", 1, true).notFound();
    String before = create();
    String version = create();
    for (String wrong : new String[] {before, "99", "x"}) {
      Reply reply = put(wrong, 1, true);
      reply.refused(403, "M_WRONG_ROOM_KEYS_VERSION");
      assertThat(reply.json().path("current_version").asText()).isEqualTo(version);
    }
    ObjectNode none = Json.of("rooms", Json.of());
    kim.put(at(before), none).refused(403, "M_WRONG_ROOM_KEYS_VERSION");
    kim.put("/room_keys/keys", none).refused(400, "M_MISSING_PARAM");
    kim.get("/room_keys/keys").refused(400, "M_MISSING_PARAM");
    kim.delete("/room_keys/keys").refused(400, "M_MISSING_PARAM");
    kim.get(at("99")).notFound();
    kim.delete(at("99")).notFound();
  }

  @Test
  void badKeysAreRefused() {
    String version = create();
    kim.put(at(version, ROOM, "s"), Json.of("is_verified", true)).refused(400, "M_MISSING_PARAM");
    kim.put(at(version, ROOM, "s"), key(1, true).put("is_verified", 1)).badJson();
    kim.put(at(version, ROOM, "s"), key(-1, true)).refused(400, "M_INVALID_PARAM");
    kim.put(at(version, ROOM), Json.of("sessions", Json.list())).badJson();
    kim.put(at(version), Json.of("rooms", Json.of("room", Json.of()))).badJson();
    kim.put(at(version, "room", "s"), key(1, true)).refused(400, "M_INVALID_PARAM");
    kim.put(at(version), Json.of("rooms", "x".repeat(2_100_000))).refused(413, "M_TOO_LARGE");
    assertThat(kim.get("/room_keys/version").ok().path("count").asInt()).isZero();
  }

  @Test
  void thousandsOfKeysAreKeptAtOnce() {
    String version = create();
    ObjectNode sessions = Json.of();
    for (int i = 0; i < 2500; i++) {
      sessions.set("session-" + i, key(i, false));
    }
    ObjectNode room = Json.of("sessions", sessions);
    assertState(kim.put(at(version, ROOM), room).ok(), 2500, "1");
    assertState(kim.put(at(version, ROOM), room).ok(), 2500, "1");
    assertThat(kim.get(at(version, ROOM)).ok()).isEqualTo(room);
    assertThat(kim.get(at(version)).ok()).isEqualTo(Json.of("rooms", Json.of(ROOM, room)));
  }

  @Test
  void requestsAtOnceLoseNothing() {
    String version = create();
    List<CompletableFuture<JsonNode>> puts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String session = "s" + i;
      puts.add(AtOnce.start(() -> kim.put(at(version, ROOM, session), key(1, true)).ok()));
    }
    List<String> etags = puts.stream().map(put -> put.join().path("etag").asText()).toList();
    assertThat(etags).doesNotHaveDuplicates();
    JsonNode backup = kim.get("/room_keys/version").ok();
    assertThat(backup.path("count").asInt()).isEqualTo(8);
    assertThat(backup.path("etag").asText()).isEqualTo("8");
  }
}
