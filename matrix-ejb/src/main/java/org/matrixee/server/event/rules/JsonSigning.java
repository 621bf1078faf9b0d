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
    return withSignature(object, signer, signingBytes(object));
  }

  /**
   * The PDU with one more signature, which covers its stripped form.
   *
   * <p>Spec: server-server, "Signing Events". 2014: federation-v1, section 7.
   */
  public static JsonObject signEvent(JsonObject pdu, Redactor redactor, ServerSigner signer) {
    return withSignature(pdu, signer, signingBytes(redactor.redactPdu(pdu)));
  }

  /**
   * Checks a server's signature on an object.
   *
   * @param keys the keys of that server that we hold
   */
  public static SignatureCheck verify(
      JsonObject object, ServerName server, Function<KeyId, Optional<VerifyKey>> keys) {
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
      message = message == null ? signingBytes(object) : message;
      if (!(own.get(id.value()) instanceof JsonString signature)
          || !key.get().verifies(message, signature.getString())) {
        return SignatureCheck.WRONG;
      }
      outcome = SignatureCheck.VALID;
    }
    return outcome;
  }

  /** Checks a server's signature on a PDU, which covers its stripped form. */
  public static SignatureCheck verifyEvent(
      JsonObject pdu,
      Redactor redactor,
      ServerName server,
      Function<KeyId, Optional<VerifyKey>> keys) {
    return verify(redactor.redactPdu(pdu), server, keys);
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

  private static byte[] signingBytes(JsonObject object) {
    return CanonicalJson.writeWithout(object, OUTSIDE);
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
