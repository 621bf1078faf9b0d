package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.JsonStrictness;
import org.matrixee.model.room.RoomVersionRules;

/**
 * Signs JSON objects and checks their signatures.
 *
 * <p>Spec: appendices, "Signing JSON". 2014: federation-v1, section 6.3.
 */
public final class JsonSigning {
  private static final String SIGNATURES = "signatures";
  private static final Set<String> OUTSIDE = Set.of(SIGNATURES, "unsigned");
  private static final String ED25519 = "ed25519:";

  /** A server that signs with more keys than this wants to cost us time. */
  private static final int MAX_SIGNATURES = 16;

  private JsonSigning() {}

  /**
   * The object with one more signature; those it has stay.
   *
   * @throws MatrixException M_BAD_JSON if it has no canonical form
   */
  public static JsonObject sign(JsonObject object, ServerSigner signer) {
    return withSignature(object, signer, signingBytes(object, JsonStrictness.INTEGER_VALUES));
  }

  /**
   * The PDU with one more signature, which covers its stripped form.
   *
   * <p>Spec: server-server, "Signing Events". 2014: federation-v1, section 7.
   */
  public static JsonObject signEvent(JsonObject pdu, RoomVersionRules rules, ServerSigner signer) {
    JsonObject stripped = Redactors.of(rules.redaction()).redactPdu(pdu);
    return withSignature(pdu, signer, signingBytes(stripped, rules.json()));
  }

  /**
   * Checks a server's signature on an object.
   *
   * @param keys the keys of that server that we hold
   */
  public static SignatureCheck verify(
      JsonObject object, ServerName server, Function<KeyId, Optional<VerifyKey>> keys) {
    return verify(object, JsonStrictness.INTEGER_VALUES, server, keys);
  }

  private static SignatureCheck verify(
      JsonObject object,
      JsonStrictness strictness,
      ServerName server,
      Function<KeyId, Optional<VerifyKey>> keys) {
    if (!(object.get(SIGNATURES) instanceof JsonObject all)
        || !(all.get(server.value()) instanceof JsonObject own)
        || own.isEmpty()) {
      return SignatureCheck.NOT_SIGNED;
    }
    byte[] message = null;
    SignatureCheck outcome = SignatureCheck.NO_KNOWN_ALGORITHM;
    for (KeyId id : knownKeyIds(own)) {
      Optional<VerifyKey> key = keys.apply(id);
      if (key.isEmpty()) {
        outcome = outcome == SignatureCheck.VALID ? outcome : SignatureCheck.NO_KEY;
        continue;
      }
      message = message == null ? signingBytes(object, strictness) : message;
      if (!(own.get(id.value()) instanceof JsonString signature)
          || !key.get().verifies(message, signature.getString())) {
        return SignatureCheck.WRONG;
      }
      outcome = SignatureCheck.VALID;
    }
    return outcome;
  }

  /**
   * Whether an object bears a good signature by one key.
   *
   * @param signer who signed, as the object's signatures name him: a user
   * @param id what the signatures call the key
   */
  public static boolean isSigned(JsonObject object, String signer, String id, VerifyKey key) {
    return object.get(SIGNATURES) instanceof JsonObject all
        && all.get(signer) instanceof JsonObject own
        && own.get(id) instanceof JsonString signature
        && key.verifies(signingBytes(object, JsonStrictness.INTEGER_VALUES), signature.getString());
  }

  /** Checks a server's signature on a PDU, which covers its stripped form. */
  public static SignatureCheck verifyEvent(
      JsonObject pdu,
      RoomVersionRules rules,
      ServerName server,
      Function<KeyId, Optional<VerifyKey>> keys) {
    JsonObject stripped = Redactors.of(rules.redaction()).redactPdu(pdu);
    return verify(stripped, rules.json(), server, keys);
  }

  /**
   * Whether one of the signatures of an object is by a key, whoever made it.
   *
   * <p>Spec: authorization rules, third-party invites: "any signature in {@code signed} matches any
   * public key".
   *
   * @param publicKey base64, padded or not, in either alphabet
   */
  public static boolean anyVerifies(JsonObject object, String publicKey) {
    if (!(object.get(SIGNATURES) instanceof JsonObject all)) {
      return false;
    }
    VerifyKey key;
    byte[] message;
    try {
      key = VerifyKey.ofBase64(publicKey.replace('-', '+').replace('_', '/'));
      message = signingBytes(object, JsonStrictness.LENIENT);
    } catch (MatrixException e) {
      return false;
    }
    return all.values().stream()
        .filter(JsonObject.class::isInstance)
        .flatMap(of -> of.asJsonObject().entrySet().stream())
        .filter(entry -> entry.getKey().startsWith(ED25519))
        .limit(MAX_SIGNATURES)
        .anyMatch(
            entry ->
                entry.getValue() instanceof JsonString signature
                    && key.verifies(message, signature.getString()));
  }

  /** The key IDs with an algorithm that we know under which a server signed an object. */
  public static Set<KeyId> keyIds(JsonObject object, ServerName server) {
    return object.get(SIGNATURES) instanceof JsonObject all
            && all.get(server.value()) instanceof JsonObject own
        ? knownKeyIds(own)
        : Set.of();
  }

  private static Set<KeyId> knownKeyIds(JsonObject own) {
    Set<KeyId> ids = new LinkedHashSet<>();
    for (String id : own.keySet()) {
      if (id.startsWith(ED25519) && ids.size() < MAX_SIGNATURES) {
        keyId(id).ifPresent(ids::add);
      }
    }
    return ids;
  }

  /** Empty if it is not a key ID, hence not one that we could hold a key for. */
  private static Optional<KeyId> keyId(String id) {
    try {
      return Optional.of(new KeyId(id));
    } catch (MatrixException e) {
      return Optional.empty();
    }
  }

  private static byte[] signingBytes(JsonObject object, JsonStrictness strictness) {
    return CanonicalJson.writeWithout(object, OUTSIDE, strictness);
  }

  private static JsonObject withSignature(JsonObject object, ServerSigner signer, byte[] message) {
    Map<String, JsonValue> present = object;
    JsonValue before = present.getOrDefault(SIGNATURES, JsonValue.EMPTY_JSON_OBJECT);
    if (!(before instanceof JsonObject others)
        || !(others.getOrDefault(signer.server().value(), JsonValue.EMPTY_JSON_OBJECT)
            instanceof JsonObject own)) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, "signatures must be an object of objects.");
    }
    JsonObjectBuilder mine = JsonValues.PROVIDER.createObjectBuilder(own);
    mine.add(signer.keyId().value(), signer.sign(message));
    JsonObjectBuilder all = JsonValues.PROVIDER.createObjectBuilder(others);
    all.add(signer.server().value(), mine);
    return JsonValues.PROVIDER.createObjectBuilder(object).add(SIGNATURES, all).build();
  }
}
