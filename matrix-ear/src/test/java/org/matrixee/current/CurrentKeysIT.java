package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.AtOnce;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Servers;

/** Keys of devices, and messages to them (v1.19, "Key Distribution"). */
@Execution(ExecutionMode.CONCURRENT)
class CurrentKeysIT {
  private static MatrixServer server;

  private CryptoDevice phone;
  private CryptoDevice eve;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  @BeforeEach
  void logIn() {
    phone = CryptoDevice.of(server, Accounts.fresh(server, "kim"), "PHONE");
    eve = CryptoDevice.of(server, Accounts.fresh(server, "eve"), "EVE");
  }

  private String kim() {
    return phone.user();
  }

  @Test
  void keysOfDevicesAreUploadedAndQueried() {
    assertThat(phone.upload("device_keys", phone.keys()).ok().path("one_time_key_counts"))
        .isEqualTo(Json.of());
    phone.upload("device_keys", phone.keys()).ok();
    phone.client().put("/devices/PHONE", Json.of("display_name", "Kim's phone")).ok();
    CryptoDevice.of(server, phone.client(), "BARE");

    JsonNode seen = eve.query(kim()).path("device_keys").path(kim());
    assertThat(Json.keys(seen)).containsExactly("PHONE");
    assertThat(phone.signing().hasSigned(seen.path("PHONE"), kim(), "PHONE")).isTrue();
    assertThat(seen.path("PHONE").path("unsigned"))
        .isEqualTo(Json.of("device_display_name", "Kim's phone"));
    ObjectNode only = Json.of(kim(), Json.list("OTHER"), "@nobody:localhost", Json.list());
    JsonNode none = eve.client().post("/keys/query", Json.of("device_keys", only)).ok();
    assertThat(none.path("device_keys")).isEqualTo(Json.of(kim(), Json.of()));
    assertThat(none.path("failures")).isEqualTo(Json.of());
    ObjectNode far = Json.of("@x:far.example", Json.list());
    assertThat(
            Json.keys(
                eve.client()
                    .post("/keys/query", Json.of("device_keys", far))
                    .ok()
                    .path("failures")))
        .containsExactly("far.example");

    phone.client().post("/logout", Json.of()).ok();
    assertThat(eve.query(kim()).path("device_keys").path(kim())).isEmpty();
  }

  @Test
  void badKeysAreRefused() {
    phone.upload("device_keys", eve.keys()).refused(400, "M_INVALID_PARAM");
    ObjectNode keys = phone.keys();
    keys.remove("signatures");
    phone.upload("device_keys", keys).refused(400, "M_MISSING_PARAM");
    phone
        .upload("device_keys", eve.signing().sign(keys, kim(), "PHONE"))
        .refused(400, "M_INVALID_SIGNATURE");
    phone.upload("device_keys", "x").badJson();
    phone.upload("one_time_keys", Json.list()).badJson();
    phone.upload("one_time_keys", Json.of("x", "y")).refused(400, "M_INVALID_PARAM");
    phone.upload("fallback_keys", Json.of("x:y", 1)).badJson();
    phone.client().call("POST", "/keys/upload", "{").refused(400, "M_NOT_JSON");
    Client client = phone.client();
    client.post("/keys/query", Json.of()).refused(400, "M_MISSING_PARAM");
    client.post("/keys/query", Json.of("device_keys", Json.of("kim", Json.list()))).badJson();
    client.post("/keys/claim", Json.of()).refused(400, "M_MISSING_PARAM");
    client.post("/keys/claim", Json.of("one_time_keys", Json.of(kim(), "x"))).badJson();
    Accounts.nobody(server).post("/keys/upload", Json.of()).refused(401, "M_MISSING_TOKEN");
    assertThat(eve.query(kim()).path("device_keys").path(kim())).isEmpty();
  }

  @Test
  void oneTimeKeyIsKeptUnderItsNameOnce() {
    ObjectNode keys = phone.oneTimeKeys("A", "B");
    assertThat(phone.upload("one_time_keys", keys).ok().path("one_time_key_counts"))
        .isEqualTo(Json.of(CryptoDevice.ALGORITHM, 2));
    phone.upload("one_time_keys", keys).ok();
    phone.upload("one_time_keys", phone.oneTimeKeys("B")).refused(400, "M_INVALID_PARAM");
    assertThat(eve.claim(kim(), "PHONE").path(CryptoDevice.ALGORITHM + ":A"))
        .isEqualTo(keys.path(CryptoDevice.ALGORITHM + ":A"));
    assertThat(phone.upload("one_time_keys", keys).ok().path("one_time_key_counts"))
        .isEqualTo(Json.of(CryptoDevice.ALGORITHM, 1));
  }

  @Test
  void oneTimeKeysAreClaimedOnceByManyAtOnce() {
    String[] ids = new String[10];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = "K" + i;
    }
    phone
        .upload("one_time_keys", phone.oneTimeKeys(ids), "fallback_keys", phone.oneTimeKeys("LAST"))
        .ok();
    List<CompletableFuture<JsonNode>> claims = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      claims.add(AtOnce.start(() -> eve.claim(kim(), "PHONE")));
    }
    List<String> claimed = new ArrayList<>();
    claims.forEach(claim -> claimed.addAll(Json.keys(claim.join())));
    assertThat(claimed).hasSize(16);
    String last = CryptoDevice.ALGORITHM + ":LAST";
    assertThat(claimed.stream().filter(last::equals)).hasSize(6);
    assertThat(claimed.stream().distinct()).hasSize(11);
    assertThat(eve.claim(kim(), "OTHER")).isEmpty();
  }

  @Test
  void changesOfDevicesAreTold() {
    CurrentRoom room =
        CurrentRoom.create(CurrentRoom.client(phone.client()), "preset", "public_chat");
    String before = token(eve);
    phone.upload("device_keys", phone.keys()).ok();
    assertThat(changed(eve, before)).as("they share no room").isEmpty();
    room.as(eve.client()).join().ok();
    assertThat(changed(eve, before)).containsExactly(kim());

    String joined = token(eve);
    assertThat(changed(eve, joined)).isEmpty();
    phone.client().put("/devices/PHONE", Json.of("display_name", "new")).ok();
    assertThat(changed(eve, joined)).containsExactly(kim());
    assertThat(changed(phone, joined)).containsExactly(kim());
    assertThat(Json.elements(changes(eve, joined).path("left"))).isEmpty();

    String renamed = token(eve);
    room.as(eve.client()).post("leave", Json.of()).ok();
    assertThat(changes(eve, renamed))
        .isEqualTo(Json.of("changed", Json.list(), "left", Json.list(kim())));
    assertThat(changes(phone, renamed).path("left")).isEqualTo(Json.list(eve.user()));

    eve.client().get("/keys/changes?to=" + renamed).refused(400, "M_MISSING_PARAM");
    eve.client().get("/keys/changes?from=" + renamed).refused(400, "M_MISSING_PARAM");
    eve.client().get("/keys/changes?from=x&to=y").refused(400, "M_INVALID_PARAM");
    eve.client().get("/keys/changes?from=t1-1&to=" + renamed).refused(400, "M_INVALID_PARAM");
  }

  private static String token(CryptoDevice device) {
    SyncSession session = new SyncSession(device.client());
    session.next();
    return session.since();
  }

  private static JsonNode changes(CryptoDevice device, String from) {
    return device.client().get("/keys/changes?from=" + from + "&to=" + token(device)).ok();
  }

  private static List<String> changed(CryptoDevice device, String from) {
    List<String> users = new ArrayList<>();
    changes(device, from).path("changed").forEach(user -> users.add(user.asText()));
    return users;
  }

  /**
   * Two users with two devices each: whoever claims a key finds it signed by a device that the
   * query told, and shares a secret with that device alone.
   */
  @Test
  void devicesAgreeOnSecretsByTheKeysThatTheyClaim() {
    CryptoDevice laptop = CryptoDevice.of(server, phone.client(), "LAPTOP");
    CryptoDevice tablet = CryptoDevice.of(server, eve.client(), "TABLET");
    Map<String, KeyPair> secrets = new HashMap<>();
    for (CryptoDevice device : List.of(phone, laptop, eve, tablet)) {
      ObjectNode oneTime = Json.of();
      for (int i = 0; i < 2; i++) {
        KeyPair pair = SigningKey.pair("X25519");
        secrets.put(SigningKey.raw(pair), pair);
        oneTime.set(CryptoDevice.ALGORITHM + ":" + i, device.oneTimeKey(pair));
      }
      device.upload("device_keys", device.keys(), "one_time_keys", oneTime).ok();
    }
    for (CryptoDevice from : List.of(eve, tablet)) {
      JsonNode devices = from.query(kim()).path("device_keys").path(kim());
      assertThat(Json.keys(devices)).containsExactlyInAnyOrder("PHONE", "LAPTOP");
      for (CryptoDevice to : List.of(phone, laptop)) {
        assertThat(to.signing().hasSigned(devices.path(to.id()), kim(), to.id())).isTrue();
        JsonNode claimed = from.claim(kim(), to.id());
        assertThat(claimed).hasSize(1);
        JsonNode key = claimed.elements().next();
        assertThat(to.signing().hasSigned(key, kim(), to.id())).isTrue();
        KeyPair own = secrets.remove(key.path("key").asText());
        assertThat(SigningKey.agree(from.identity(), own))
            .isEqualTo(SigningKey.agree(own, from.identity()));
        ObjectNode messages = Json.of(kim(), Json.of(to.id(), Json.of("key", key.path("key"))));
        from.send("m.room.encrypted", "to" + to.id(), messages).ok();
      }
    }
    assertThat(eve.claim(kim(), "PHONE")).as("all are given out").isEmpty();
    assertThat(secrets).as("those of Eve's devices").hasSize(4);
  }

  @Test
  void messagesToDevicesAreTaken() {
    ObjectNode messages =
        Json.of(
            kim(),
            Json.of("PHONE", Json.of("x", 1.5), "GONE", Json.of()),
            eve.user(),
            Json.of("*", Json.of("x", 2)),
            "@nobody:localhost",
            Json.of("*", Json.of()),
            "@x:far.example",
            Json.of("*", Json.of()));
    assertThat(eve.send("m.dummy", "1", messages).ok()).isEqualTo(Json.of());
    assertThat(eve.send("m.dummy", "1", messages).ok()).isEqualTo(Json.of());
    eve.client().put("/sendToDevice/m.dummy/2", Json.of()).refused(400, "M_MISSING_PARAM");
    eve.send("m.dummy", "2", Json.list()).badJson();
    eve.send("m.dummy", "2", Json.of("kim", Json.of())).badJson();
    eve.send("m.dummy", "2", Json.of(kim(), Json.of("PHONE", "x"))).badJson();
    eve.send("m.dummy", "2", Json.of(kim(), Json.of("PHONE", Json.of("x", "x".repeat(65_530)))))
        .refused(413, "M_TOO_LARGE");
    eve.send("m.dummy", "2", Json.of("x", "x".repeat(2_100_000))).refused(413, "M_TOO_LARGE");
    ObjectNode many = Json.of();
    for (int i = 0; i < 30; i++) {
      many.set("D" + i, Json.of("x", "x".repeat(10_000)));
    }
    eve.send("m.dummy", "2", Json.of(kim(), many)).ok();
    Accounts.nobody(server)
        .put("/sendToDevice/m.dummy/3", Json.of("messages", messages))
        .refused(401, "M_MISSING_TOKEN");
  }
}
