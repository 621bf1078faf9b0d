package org.matrixee.server.keys.rules;

import static org.matrixee.server.keys.rules.Fields.ED25519;
import static org.matrixee.server.keys.rules.Fields.KEYS;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.rules.CanonicalJson;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.VerifyKey;

/**
 * The identity keys of a device.
 *
 * <p>v1.19: Client-Server API, "Device keys", "Uploading keys".
 */
public final class IdentityKeys {
  /** Largest object, in bytes: everyone who shares a room with its owner reads it. */
  static final int MAX_BYTES = 16_384;

  private static final String CURVE25519 = "curve25519:";

  private IdentityKeys() {}

  /**
   * Checks the keys that a device uploads.
   *
   * @return what is kept of them
   * @throws MatrixException M_MISSING_PARAM, M_BAD_JSON; M_INVALID_PARAM if they are of another
   *     user or device, or no keys; M_INVALID_SIGNATURE if the device's own key has not signed
   *     them; M_TOO_LARGE
   */
  public static JsonObject check(JsonObject keys, UserId user, DeviceId device) {
    requireOwn(Fields.string(keys, Fields.USER_ID), user.value(), "user");
    requireOwn(Fields.string(keys, "device_id"), device.value(), "device");
    if (!(Fields.require(keys, "algorithms") instanceof JsonArray algorithms)) {
      throw Fields.badJson("'algorithms' must hold a list of strings.");
    }
    algorithms.forEach(algorithm -> Fields.string(algorithm, "algorithms"));
    JsonObject held = Fields.object(keys, KEYS);
    held.forEach((name, key) -> Fields.string(key, name));
    String curve = CURVE25519 + device;
    if (held.containsKey(curve)) {
      Fields.requireCurve25519(Fields.string(held, curve), curve);
    }
    requireSigned(keys, user, ED25519 + device);
    JsonObject kept = KeySignatures.ownOnly(keys, user);
    if (CanonicalJson.write(kept).length > MAX_BYTES) {
      throw new MatrixException(
          ErrorCode.M_TOO_LARGE, "'device_keys' must not be larger than " + MAX_BYTES + " bytes.");
    }
    return kept;
  }

  private static void requireOwn(String named, String own, String what) {
    if (!named.equals(own)) {
      throw Fields.invalid("'device_keys' must be of your own " + what + ".");
    }
  }

  private static void requireSigned(JsonObject keys, UserId user, String id) {
    Fields.object(keys, Fields.SIGNATURES);
    VerifyKey key =
        KeySignatures.ed25519(keys, id)
            .orElseThrow(
                () -> Fields.invalid("'keys' must hold an Ed25519 key named '" + id + "'."));
    if (!JsonSigning.isSigned(keys, user.value(), id, key)) {
      throw new MatrixException(
          ErrorCode.M_INVALID_SIGNATURE,
          "'device_keys' must be signed by the device's own Ed25519 key.");
    }
  }

  /** The device whose key has a name; what has no such form is no device's. */
  public static String deviceOf(String name) {
    return name.startsWith(ED25519) ? name.substring(ED25519.length()) : "";
  }

  /** The key that a device signs with. */
  public static Optional<VerifyKey> signingKey(JsonObject keys, String name) {
    return KeySignatures.ed25519(keys, name);
  }

  /** Whether a device is the same one still: both objects hold the same public keys. */
  public static boolean isSameIdentity(JsonObject one, JsonObject other) {
    Map<String, ?> before = Fields.object(one, KEYS);
    Map<String, ?> now = Fields.object(other, KEYS);
    return Objects.equals(before, now);
  }
}
