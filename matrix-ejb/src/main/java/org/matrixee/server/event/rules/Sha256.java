package org.matrixee.server.event.rules;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256 as Matrix writes it: unpadded base64. */
final class Sha256 {
  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  private Sha256() {}

  static String base64(byte[] bytes) {
    return BASE64.encodeToString(digest(bytes));
  }

  static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
