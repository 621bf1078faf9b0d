package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;

/** Checks the signature of an identity server on a third-party invite. */
@FunctionalInterface
public interface InviteSignatures {
  /**
   * Whether one of an object's signatures is by a key.
   *
   * @param signed the object with its {@code signatures}
   * @param publicKey base64
   */
  boolean verify(JsonObject signed, String publicKey);
}
