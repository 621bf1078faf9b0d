package org.matrixee.server.federation.remote.rules;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.SignatureCheck;
import org.matrixee.server.event.rules.VerifyKey;

/**
 * Reads what a server publishes of its keys, and believes only what the keys themselves have
 * signed. 2014: federation-v1, 6.1; spec: server-server, "Publishing Keys".
 */
public final class KeyDocument {
  private static final String ED25519 = "ed25519:";
  private static final long DAY = 86_400_000L;

  /** Keys without a time of validity are asked for again after this. */
  private static final long VALID_V1 = DAY;

  /** Whatever the server says. */
  private static final long MOST_VALID = 7 * DAY;

  /** More than any server has, and few enough to check. */
  private static final int MOST_KEYS = 32;

  private KeyDocument() {}

  /**
   * Reads {@code /_matrix/key/v2/server}.
   *
   * @throws IllegalArgumentException with the reason why it cannot be believed
   */
  public static List<PublishedKey> readV2(JsonObject document, ServerName server, long nowTs) {
    Map<KeyId, VerifyKey> signed = signedKeys(document, server, true);
    if (!(document.get("valid_until_ts") instanceof JsonNumber until)) {
      throw new IllegalArgumentException("it has no valid_until_ts");
    }
    long validUntil = Math.min(until.longValue(), nowTs + MOST_VALID);
    List<PublishedKey> keys = new ArrayList<>();
    signed.forEach((id, key) -> keys.add(new PublishedKey(id, key.base64(), validUntil, null)));
    members(document, "old_verify_keys")
        .forEach(
            (name, value) ->
                keyId(name)
                    .filter(id -> !signed.containsKey(id) && keys.size() < 2 * MOST_KEYS)
                    .ifPresent(id -> oldKey(id, value).ifPresent(keys::add)));
    return keys;
  }

  /**
   * Reads {@code /_matrix/key/v1}.
   *
   * @param certificate what the server has shown on this connection, DER; null if that is unknown
   * @throws IllegalArgumentException with the reason why it cannot be believed
   */
  public static List<PublishedKey> readV1(
      JsonObject document, ServerName server, byte @Nullable [] certificate, long nowTs) {
    Map<KeyId, VerifyKey> signed = signedKeys(document, server, false);
    if (certificate == null
        || !(document.get("tls_certificate") instanceof JsonString published)
        || !Arrays.equals(certificate, decoded(published.getString()))) {
      throw new IllegalArgumentException("its certificate is not the one of the connection");
    }
    List<PublishedKey> keys = new ArrayList<>();
    signed.forEach(
        (id, key) -> keys.add(new PublishedKey(id, key.base64(), nowTs + VALID_V1, null)));
    return keys;
  }

  /** The keys that have signed the document; all that have must be listed in it. */
  private static Map<KeyId, VerifyKey> signedKeys(
      JsonObject document, ServerName server, boolean nested) {
    if (!(document.get("server_name") instanceof JsonString name)
        || !name.getString().equals(server.value())) {
      throw new IllegalArgumentException("it is about another server");
    }
    Map<KeyId, VerifyKey> listed = new LinkedHashMap<>();
    members(document, "verify_keys")
        .forEach(
            (id, value) ->
                keyId(id)
                    .ifPresent(key -> publicKey(value, nested).ifPresent(k -> listed.put(key, k))));
    Set<KeyId> signers = JsonSigning.keyIds(document, server);
    if (signers.isEmpty() || !listed.keySet().containsAll(signers)) {
      throw new IllegalArgumentException("it is not signed with the keys in it");
    }
    SignatureCheck check =
        JsonSigning.verify(document, server, id -> Optional.ofNullable(listed.get(id)));
    if (check != SignatureCheck.VALID) {
      throw new IllegalArgumentException("a signature on it is wrong");
    }
    listed.keySet().retainAll(signers);
    return listed;
  }

  private static Optional<PublishedKey> oldKey(KeyId id, JsonValue value) {
    if (!(value instanceof JsonObject object)
        || !(object.get("expired_ts") instanceof JsonNumber expired)) {
      return Optional.empty();
    }
    long at = expired.longValue();
    return publicKey(value, true).map(key -> new PublishedKey(id, key.base64(), at, at));
  }

  private static Map<String, JsonValue> members(JsonObject document, String name) {
    if (!(document.get(name) instanceof JsonObject keys)) {
      return Map.of();
    }
    if (keys.size() > MOST_KEYS) {
      throw new IllegalArgumentException("it has more than " + MOST_KEYS + " keys");
    }
    return keys;
  }

  private static Optional<KeyId> keyId(String text) {
    try {
      return text.startsWith(ED25519) ? Optional.of(new KeyId(text)) : Optional.empty();
    } catch (MatrixException e) {
      return Optional.empty();
    }
  }

  private static Optional<VerifyKey> publicKey(JsonValue value, boolean nested) {
    JsonValue text = nested && value instanceof JsonObject object ? object.get("key") : value;
    try {
      return text instanceof JsonString key
          ? Optional.of(VerifyKey.ofBase64(key.getString()))
          : Optional.empty();
    } catch (MatrixException e) {
      return Optional.empty();
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
