package org.matrixee.server.keys.rules;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Base64;
import java.util.Set;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.rules.CanonicalJson;
import org.matrixee.server.event.rules.ServerSigner;

/** A key pair of a client, the same in every run. */
public record TestKey(int number) {
  public static final UserId ALICE = new UserId("@alice:localhost");
  public static final UserId BOB = new UserId("@bob:localhost");
  public static final DeviceId PHONE = new DeviceId("PHONE");

  /** The public half in base64. */
  public String id() {
    return signer().verifyKey().base64();
  }

  private ServerSigner signer() {
    byte[] seed = new byte[32];
    seed[0] = (byte) number;
    return ServerSigner.ofSeed(
        new ServerName("x"), new KeyId("ed25519:x"), Base64.getEncoder().encodeToString(seed));
  }

  /** An object with this key's signature, which is called {@code ed25519:} and a name. */
  public JsonObject sign(JsonObject object, UserId user, String name) {
    byte[] bytes = CanonicalJson.writeWithout(object, Set.of("signatures", "unsigned"));
    JsonObject before =
        object.get("signatures") instanceof JsonObject all ? all : JsonValue.EMPTY_JSON_OBJECT;
    JsonObject own =
        before.get(user.value()) instanceof JsonObject of ? of : JsonValue.EMPTY_JSON_OBJECT;
    return Json.createObjectBuilder(object)
        .add(
            "signatures",
            Json.createObjectBuilder(before)
                .add(
                    user.value(),
                    Json.createObjectBuilder(own).add("ed25519:" + name, signer().sign(bytes))))
        .build();
  }

  /** A cross-signing key without a signature. */
  public JsonObject crossSigning(UserId user, KeyUsage usage) {
    return Json.createObjectBuilder()
        .add("user_id", user.value())
        .add("usage", Json.createArrayBuilder().add(usage.word()))
        .add("keys", Json.createObjectBuilder().add("ed25519:" + id(), id()))
        .build();
  }

  /** The identity keys of a device with this signing key, signed by it. */
  public JsonObject device(UserId user, DeviceId device) {
    return sign(unsigned(user, device), user, device.value());
  }

  /** The same without a signature. */
  public JsonObject unsigned(UserId user, DeviceId device) {
    JsonArray algorithms =
        Json.createArrayBuilder()
            .add("m.olm.v1.curve25519-aes-sha2")
            .add("m.megolm.v1.aes-sha2")
            .build();
    return Json.createObjectBuilder()
        .add("user_id", user.value())
        .add("device_id", device.value())
        .add("algorithms", algorithms)
        .add(
            "keys",
            Json.createObjectBuilder()
                .add("curve25519:" + device, curve(number))
                .add("ed25519:" + device, id()))
        .build();
  }

  /** What could be a Curve25519 public key. */
  public static String curve(int number) {
    byte[] bytes = new byte[32];
    bytes[31] = (byte) number;
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A signed one-time key. */
  public JsonObject oneTime(UserId user, DeviceId device, int key) {
    return sign(Json.createObjectBuilder().add("key", curve(key)).build(), user, device.value());
  }

  /** An object with one other value; null to take it away. */
  public static JsonObject with(JsonObject object, String key, JsonValue value) {
    return value == null
        ? Json.createObjectBuilder(object).remove(key).build()
        : Json.createObjectBuilder(object).add(key, value).build();
  }

  /** An object of a text. */
  public static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
      return reader.readObject();
    }
  }
}
