package org.matrixee.server.keys.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.KeySignature;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.rules.CanonicalJson;
import org.matrixee.server.event.rules.VerifyKey;

/**
 * Signatures on keys: who sees which, and which objects are the same but for them.
 *
 * <p>v1.19: Client-Server API, "Key and signature security".
 */
public final class KeySignatures {
  private static final Set<String> OUTSIDE = Set.of(Fields.SIGNATURES, Fields.UNSIGNED);

  private KeySignatures() {}

  /** Whether two objects say the same, whoever signed them. */
  public static boolean isSameKey(JsonObject one, JsonObject other) {
    return Arrays.equals(
        CanonicalJson.writeWithout(one, OUTSIDE), CanonicalJson.writeWithout(other, OUTSIDE));
  }

  /**
   * An object as its owner uploads it, with the owner's own signatures only: others' are seen by
   * those who made them, and come another way.
   */
  public static JsonObject ownOnly(JsonObject key, UserId owner) {
    JsonObjectBuilder own = Fields.JSON.createObjectBuilder();
    if (key.get(Fields.SIGNATURES) instanceof JsonObject all
        && all.get(owner.value()) instanceof JsonObject ofOwner) {
      own.add(owner.value(), ofOwner);
    }
    JsonObjectBuilder kept = Fields.JSON.createObjectBuilder(key).remove(Fields.UNSIGNED);
    return kept.add(Fields.SIGNATURES, own).build();
  }

  /** An object with more signatures, which may have been seen by whom they are shown to. */
  public static JsonObject with(JsonObject key, Collection<KeySignature> more) {
    if (more.isEmpty()) {
      return key;
    }
    Map<String, Map<String, JsonValue>> all = new TreeMap<>();
    if (key.get(Fields.SIGNATURES) instanceof JsonObject before) {
      before.forEach(
          (signer, own) -> {
            if (own instanceof JsonObject signatures) {
              all.put(signer, new TreeMap<>(signatures));
            }
          });
    }
    for (KeySignature signature : more) {
      all.computeIfAbsent(signature.signer().value(), signer -> new TreeMap<>())
          .put(signature.signerKey(), Fields.JSON.createValue(signature.signature()));
    }
    JsonObjectBuilder signatures = Fields.JSON.createObjectBuilder();
    all.forEach(
        (signer, own) -> {
          JsonObjectBuilder ofSigner = Fields.JSON.createObjectBuilder();
          own.forEach(ofSigner::add);
          signatures.add(signer, ofSigner);
        });
    return Fields.JSON.createObjectBuilder(key).add(Fields.SIGNATURES, signatures).build();
  }

  /** The signature of a signer's key, as an object bears it. */
  static Optional<String> find(JsonObject key, UserId signer, String signerKey) {
    return key.get(Fields.SIGNATURES) instanceof JsonObject all
            && all.get(signer.value()) instanceof JsonObject own
            && own.get(signerKey) instanceof JsonString signature
        ? Optional.of(signature.getString())
        : Optional.empty();
  }

  /** The Ed25519 key that an object holds under an ID; empty if it holds none. */
  static Optional<VerifyKey> ed25519(JsonObject key, String id) {
    @Nullable JsonValue keys = key.get(Fields.KEYS);
    if (!(keys instanceof JsonObject held) || !(held.get(id) instanceof JsonString base64)) {
      return Optional.empty();
    }
    try {
      return Optional.of(VerifyKey.ofBase64(base64.getString()));
    } catch (MatrixException noKey) {
      return Optional.empty();
    }
  }
}
