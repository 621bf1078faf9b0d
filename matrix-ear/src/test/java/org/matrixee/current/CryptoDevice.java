package org.matrixee.current;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.KeyPair;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;

/**
 * A device with keys, as a client has them.
 *
 * @param client the session
 * @param id the device ID
 * @param signing its signing key
 * @param identity its Curve25519 key
 */
record CryptoDevice(Client client, String id, SigningKey signing, KeyPair identity) {
  static final String ALGORITHM = "signed_curve25519";

  /** Another device of an account, which has not uploaded its keys yet. */
  static CryptoDevice of(MatrixServer server, Client account, String id) {
    Client client = Accounts.client(server, Accounts.loggedIn(server, account, "device_id", id));
    return new CryptoDevice(client, id, new SigningKey(), SigningKey.pair("X25519"));
  }

  /** The same, with its keys on the server. */
  static CryptoDevice withKeys(MatrixServer server, Client account, String id) {
    CryptoDevice device = of(server, account, id);
    device.upload("device_keys", device.keys()).ok();
    return device;
  }

  String user() {
    return client.userId();
  }

  /** Its identity keys, signed. */
  ObjectNode keys() {
    return sign(
        Json.of(
            "user_id", user(),
            "device_id", id,
            "algorithms", Json.list("m.olm.v1.curve25519-aes-sha2", "m.megolm.v1.aes-sha2"),
            "keys",
                Json.of(
                    "curve25519:" + id, SigningKey.raw(identity), "ed25519:" + id, signing.id())));
  }

  ObjectNode sign(JsonNode object) {
    return signing.sign(object, user(), id);
  }

  /** A signed key to be given out. */
  ObjectNode oneTimeKey(KeyPair pair) {
    return sign(Json.of("key", SigningKey.raw(pair)));
  }

  /** New one-time keys with these IDs. */
  ObjectNode oneTimeKeys(String... ids) {
    ObjectNode keys = Json.of();
    for (String each : ids) {
      keys.set(ALGORITHM + ":" + each, oneTimeKey(SigningKey.pair("X25519")));
    }
    return keys;
  }

  Reply upload(Object... keys) {
    return client.post("/keys/upload", Json.of(keys));
  }

  /** The keys of one user, as this device sees them. */
  JsonNode query(String user) {
    return client.post("/keys/query", Json.of("device_keys", Json.of(user, Json.list()))).ok();
  }

  /** One key of a device. */
  JsonNode claim(String user, String device) {
    ObjectNode wanted = Json.of(user, Json.of(device, ALGORITHM));
    return client
        .post("/keys/claim", Json.of("one_time_keys", wanted))
        .ok()
        .path("one_time_keys")
        .path(user)
        .path(device);
  }

  Reply send(String type, String txnId, JsonNode messages) {
    return client.put("/sendToDevice/" + type + "/" + txnId, Json.of("messages", messages));
  }
}
