package org.matrixee.server.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The form of access tokens and other secrets: 256 random bits. Only their SHA-256 is kept. */
public final class Tokens {
  private static final int BYTES = 32;
  private static final int MAX_LENGTH = 200;

  private Tokens() {}

  /** A new token. */
  public static String random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether a text could be a token at all; spares a look-up for the rest. */
  public static boolean isPossible(String token) {
    return !token.isEmpty() && token.length() <= MAX_LENGTH;
  }

  /** Lower-case hex of the token's SHA-256. */
  public static String hash(String token) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
