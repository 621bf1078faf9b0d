package org.matrixee.server.event.rules;

import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/** The public half of an Ed25519 signing key. Immutable and safe for many threads. */
public final class VerifyKey {
  private final byte[] bytes;

  private VerifyKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a public key.
   *
   * @param base64 32 bytes, padded or not
   * @throws MatrixException M_BAD_JSON if it is not a public key
   */
  public static VerifyKey ofBase64(String base64) {
    try {
      return of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, "This is not an Ed25519 public key.");
    }
  }

  static VerifyKey of(byte[] bytes) {
    if (bytes.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyPartial(bytes, 0)) {
      throw new IllegalArgumentException("not an Ed25519 public key");
    }
    return new VerifyKey(bytes.clone());
  }

  /** Whether {@code signature} (base64, padded or not) is this key's over {@code message}. */
  public boolean verifies(byte[] message, String signature) {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(signature);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return decoded.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(decoded, 0, bytes, 0, message, 0, message.length);
  }

  /** Unpadded base64. */
  public String base64() {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerifyKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }
}
