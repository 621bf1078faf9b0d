package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.AtOnce;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** Cross-signing (v1.19). */
@Execution(ExecutionMode.CONCURRENT)
class CrossSigningIT {
  private static final String UPLOAD = "/keys/device_signing/upload";

  private static MatrixServer server;

  private CryptoDevice phone;
  private CryptoDevice eve;

  /** A user's three keys. */
  private record Keys(String user, SigningKey master, SigningKey self, SigningKey others) {
    static Keys of(CryptoDevice device) {
      return new Keys(device.user(), new SigningKey(), new SigningKey(), new SigningKey());
    }

    ObjectNode body() {
      return Json.of(
          "master_key", master.crossSigning(user, "master"),
          "self_signing_key", signed(self, "self_signing"),
          "user_signing_key", signed(others, "user_signing"));
    }

    ObjectNode signed(SigningKey key, String usage) {
      return master.sign(key.crossSigning(user, usage), user, master.id());
    }
  }

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  @BeforeEach
  void logIn() {
    phone = CryptoDevice.withKeys(server, Accounts.fresh(server, "kim"), "PHONE");
    eve = CryptoDevice.withKeys(server, Accounts.fresh(server, "eve"), "EVE");
  }

  private String kim() {
    return phone.user();
  }

  private static Reply sign(CryptoDevice device, String user, String key, JsonNode object) {
    return device.client().post("/keys/signatures/upload", Json.of(user, Json.of(key, object)));
  }

  private static void assertSigned(Reply reply) {
    assertThat(reply.ok()).isEqualTo(Json.of("failures", Json.of()));
  }

  private static void assertFailed(Reply reply, String user, String key, String errcode) {
    JsonNode failure = reply.ok().path("failures").path(user).path(key);
    assertThat(failure.path("errcode").asText()).isEqualTo(errcode);
    assertThat(failure.path("error").asText()).isNotBlank();
  }

  @Test
  void firstKeysNeedNoProofAndOthersDo() {
    Keys first = Keys.of(phone);
    assertThat(phone.client().post(UPLOAD, first.body()).ok()).isEqualTo(Json.of());
    phone.client().post(UPLOAD, first.body()).ok();
    JsonNode own = phone.query(kim());
    assertThat(own.path("master_keys").path(kim()).path("keys"))
        .isEqualTo(Json.of("ed25519:" + first.master().id(), first.master().id()));
    assertThat(own.path("user_signing_keys").has(kim())).isTrue();
    JsonNode seen = eve.query(kim());
    assertThat(seen.path("self_signing_keys").path(kim()))
        .isEqualTo(first.signed(first.self(), "self_signing"));
    assertThat(seen.path("user_signing_keys")).isEmpty();

    Keys second = Keys.of(phone);
    Accounts.proven(phone.client(), "POST", UPLOAD, second.body()).ok();
    assertThat(eve.query(kim()).path("master_keys").path(kim()).path("keys"))
        .isEqualTo(Json.of("ed25519:" + second.master().id(), second.master().id()));
  }

  @Test
  void permissionForSomeKeysIsNoneForOthers() {
    phone.client().post(UPLOAD, Keys.of(phone).body()).ok();
    Keys second = Keys.of(phone);
    String session =
        Accounts.challenge(phone.client().post(UPLOAD, second.body()), "m.login.password");
    ObjectNode other = Keys.of(phone).body();
    other.set("auth", Accounts.proof(phone.client(), session, Users.PASSWORD));
    phone.client().post(UPLOAD, other).refused(400, "M_UNKNOWN");
    ObjectNode wrong = second.body();
    wrong.set("auth", Accounts.proof(phone.client(), session, "wrong"));
    Accounts.challenged(phone.client().post(UPLOAD, wrong));
  }

  @Test
  void oneOfManyFirstUploadsAtOnceIsTheFirst() {
    List<CompletableFuture<Integer>> uploads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ObjectNode body = Keys.of(phone).body();
      uploads.add(AtOnce.start(() -> phone.client().post(UPLOAD, body).status()));
    }
    List<Integer> statuses = uploads.stream().map(CompletableFuture::join).sorted().toList();
    assertThat(statuses).containsExactly(200, 401, 401, 401, 401, 401);
  }

  @Test
  void badKeysAreRefused() {
    Keys keys = Keys.of(phone);
    ObjectNode self = keys.signed(keys.self(), "self_signing");
    phone.client().post(UPLOAD, Json.of("self_signing_key", self)).refused(400, "M_MISSING_PARAM");
    ObjectNode wrong = keys.body();
    wrong.set("self_signing_key", keys.self().crossSigning(kim(), "self_signing"));
    phone.client().post(UPLOAD, wrong).refused(400, "M_INVALID_SIGNATURE");
    wrong.set("self_signing_key", keys.signed(keys.self(), "master"));
    phone.client().post(UPLOAD, wrong).refused(400, "M_INVALID_PARAM");
    phone.client().post(UPLOAD, Keys.of(eve).body()).refused(400, "M_INVALID_PARAM");
    phone.client().post(UPLOAD, Json.of("master_key", 5)).badJson();
    CryptoDevice.of(server, phone.client(), keys.master().id());
    phone.client().post(UPLOAD, keys.body()).forbidden();
    assertThat(eve.query(kim()).path("master_keys")).isEmpty();
  }

  @Test
  void deviceIsNotCalledAsAKey() {
    Keys keys = Keys.of(phone);
    phone.client().post(UPLOAD, keys.body()).ok();
    Accounts.nobody(server)
        .post("/login", Accounts.login(kim(), "device_id", keys.self().id()))
        .forbidden();
    CryptoDevice.of(server, eve.client(), keys.self().id());
  }

  @Test
  void signaturesOnOwnDevicesAreSeenByEverybody() {
    Keys keys = Keys.of(phone);
    ObjectNode signed = keys.self().sign(phone.keys(), kim(), keys.self().id());
    assertFailed(sign(phone, kim(), "PHONE", signed), kim(), "PHONE", "M_NOT_FOUND");
    phone.client().post(UPLOAD, keys.body()).ok();
    assertSigned(sign(phone, kim(), "PHONE", signed));
    assertSigned(sign(phone, kim(), "PHONE", signed));
    JsonNode seen = eve.query(kim()).path("device_keys").path(kim()).path("PHONE");
    assertThat(keys.self().hasSigned(seen, kim(), keys.self().id())).isTrue();
    assertThat(phone.signing().hasSigned(seen, kim(), "PHONE")).isTrue();

    ObjectNode master = keys.master().crossSigning(kim(), "master");
    assertSigned(sign(phone, kim(), keys.master().id(), phone.sign(master)));
    assertThat(
            phone
                .signing()
                .hasSigned(eve.query(kim()).path("master_keys").path(kim()), kim(), "PHONE"))
        .isTrue();
  }

  @Test
  void signaturesOnKeysOfOthersAreSeenByTheirMakersOnly() {
    Keys keys = Keys.of(phone);
    Keys eves = Keys.of(eve);
    phone.client().post(UPLOAD, keys.body()).ok();
    eve.client().post(UPLOAD, eves.body()).ok();
    ObjectNode master = eves.master().crossSigning(eve.user(), "master");
    ObjectNode signed = keys.others().sign(master, kim(), keys.others().id());
    assertSigned(sign(phone, eve.user(), eves.master().id(), signed));
    JsonNode own = phone.query(eve.user()).path("master_keys").path(eve.user());
    assertThat(keys.others().hasSigned(own, kim(), keys.others().id())).isTrue();
    JsonNode hers = eve.query(eve.user()).path("master_keys").path(eve.user());
    assertThat(hers.path("signatures").has(kim())).isFalse();
  }

  @Test
  void badSignaturesFailOneByOne() {
    Keys keys = Keys.of(phone);
    phone.client().post(UPLOAD, keys.body()).ok();
    String id = keys.self().id();
    ObjectNode wrong = keys.master().sign(phone.keys(), kim(), id);
    assertFailed(sign(phone, kim(), "PHONE", wrong), kim(), "PHONE", "M_INVALID_SIGNATURE");
    ObjectNode other = phone.keys().put("more", 1);
    assertFailed(
        sign(phone, kim(), "PHONE", keys.self().sign(other, kim(), id)),
        kim(),
        "PHONE",
        "M_INVALID_PARAM");
    assertFailed(sign(phone, kim(), "NONE", wrong), kim(), "NONE", "M_NOT_FOUND");
    assertFailed(sign(phone, "@x:far.example", "x", wrong), "@x:far.example", "x", "M_NOT_FOUND");
    phone.client().post("/keys/signatures/upload", Json.of(kim(), 5)).badJson();
    phone.client().post("/keys/signatures/upload", Json.of("kim", Json.of())).badJson();
  }
}
