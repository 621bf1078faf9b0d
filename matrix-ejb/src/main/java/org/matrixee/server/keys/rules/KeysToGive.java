package org.matrixee.server.keys.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.matrixee.model.device.OneTimeKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.event.rules.CanonicalJson;

/**
 * One-time and fallback keys as devices upload them. Whose signature they bear is looked at by
 * those who claim them.
 *
 * <p>v1.19: Client-Server API, "Key algorithms", "One-time and fallback keys".
 */
public final class KeysToGive {
  /** Largest key, in bytes, with its signatures. */
  static final int MAX_BYTES = 4096;

  private static final int MAX_NAME_LENGTH = 255;
  private static final String SIGNED = "signed_curve25519";
  private static final String PLAIN = "curve25519";

  private KeysToGive() {}

  /**
   * Reads one-time keys.
   *
   * @throws MatrixException M_INVALID_PARAM if a name or a key is none; M_MISSING_PARAM or
   *     M_BAD_JSON if its object is not as it must be; M_TOO_LARGE
   */
  public static List<OneTimeKey> read(JsonObject keys) {
    List<OneTimeKey> read = new ArrayList<>(keys.size());
    keys.forEach((name, key) -> read.add(read(name, key)));
    return read;
  }

  /**
   * Reads fallback keys.
   *
   * @throws MatrixException as {@link #read}; M_INVALID_PARAM if there are two of an algorithm
   */
  public static List<OneTimeKey> readFallbacks(JsonObject keys) {
    List<OneTimeKey> read = read(keys);
    Set<String> algorithms = new HashSet<>();
    for (OneTimeKey key : read) {
      if (!algorithms.add(key.algorithm())) {
        throw Fields.invalid("There can be only one fallback key of an algorithm.");
      }
    }
    return read;
  }

  private static OneTimeKey read(String name, JsonValue key) {
    int colon = name.indexOf(':');
    if (colon < 1 || colon == name.length() - 1 || name.length() > MAX_NAME_LENGTH) {
      throw Fields.invalid("The name of a key must be '<algorithm>:<key ID>'.");
    }
    String algorithm = name.substring(0, colon);
    check(name, algorithm, key);
    JsonText content = JsonText.ofOwned(CanonicalJson.write(key));
    if (content.length() > MAX_BYTES) {
      throw new MatrixException(
          ErrorCode.M_TOO_LARGE, "A key must not be larger than " + MAX_BYTES + " bytes.");
    }
    return new OneTimeKey(algorithm, name, content);
  }

  private static void check(String name, String algorithm, JsonValue key) {
    if (key instanceof JsonObject object) {
      String base64 = Fields.string(object, "key");
      Fields.object(object, Fields.SIGNATURES);
      if (algorithm.equals(SIGNED)) {
        Fields.requireCurve25519(base64, name);
      }
    } else if (!(key instanceof JsonString plain) || algorithm.equals(SIGNED)) {
      throw Fields.badJson("'" + name + "' must hold an object with a key and signatures.");
    } else if (algorithm.equals(PLAIN)) {
      Fields.requireCurve25519(plain.getString(), name);
    }
  }
}
