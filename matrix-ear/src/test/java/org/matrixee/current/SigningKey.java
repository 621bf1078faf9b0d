package org.matrixee.current;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.KeyAgreement;
import org.matrixee.e2e.Json;

/** An Ed25519 key of a client, by the JDK and Jackson: nothing of the server's own code. */
final class SigningKey {
  /** How long a raw public key is; what comes before it says what it is. */
  static final int RAW_LENGTH = 32;

  private static final ObjectMapper SORTED =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  private final KeyPair pair = pair("Ed25519");

  static KeyPair pair(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public half of a pair, raw, in base64 without padding. */
  static String raw(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW_LENGTH, encoded.length);
    return Base64.getEncoder().withoutPadding().encodeToString(raw);
  }

  /** The secret that the owner of one X25519 pair shares with that of another. */
  static byte[] agree(KeyPair own, KeyPair other) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("X25519");
      agreement.init(own.getPrivate());
      agreement.doPhase(other.getPublic(), true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public half, which is also its ID if it is a cross-signing key. */
  String id() {
    return raw(pair);
  }

  /** Adds a signature to an object. */
  ObjectNode sign(JsonNode object, String user, String keyId) {
    ObjectNode signed = object.deepCopy();
    ObjectNode own = signed.withObjectProperty("signatures").withObjectProperty(user);
    own.put("ed25519:" + keyId, signature(object));
    return signed;
  }

  private String signature(JsonNode object) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(pair.getPrivate());
      signer.update(canonical(object));
      return Base64.getEncoder().withoutPadding().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether an object bears this key's signature, and is as it was signed. */
  boolean hasSigned(JsonNode object, String user, String keyId) {
    String text = object.path("signatures").path(user).path("ed25519:" + keyId).asText();
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(pair.getPublic());
      verifier.update(canonical(object));
      return !text.isEmpty() && verifier.verify(Base64.getDecoder().decode(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] canonical(JsonNode object) {
    ObjectNode plain = object.deepCopy();
    plain.remove("signatures");
    plain.remove("unsigned");
    try {
      return SORTED
          .writeValueAsString(SORTED.treeToValue(plain, Object.class))
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This key as a cross-signing key. */
  ObjectNode crossSigning(String user, String usage) {
    return Json.of(
        "user_id", user, "usage", Json.list(usage), "keys", Json.of("ed25519:" + id(), id()));
  }
}
