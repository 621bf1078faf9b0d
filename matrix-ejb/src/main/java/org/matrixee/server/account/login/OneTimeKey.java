package org.matrixee.server.account.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.matrixee.server.account.Tokens;

/**
 * A secret by which a stage is completed from outside: in the link of a mail, or in the {@code
 * state} of an OAuth2 redirect. Good for one session, until that goes on to its next stage.
 *
 * <p>The database has the key's hash only. It has the session's key as well, but sealed with the
 * one-time key: whoever comes with this one can be told the session, as the specification wants of
 * a redirect that leads to a next stage (S-REG-26), and whoever reads the database cannot.
 *
 * @param value the secret itself
 */
public record OneTimeKey(String value) {
  private static final String SEAL = "session key sealed with: ";

  /** A new one. */
  public static OneTimeKey random(SecureRandom random) {
    return new OneTimeKey(Tokens.random(random));
  }

  /** What the database finds it by. */
  public String hash() {
    return Tokens.hash(value);
  }

  /** A session key, sealed: combined with 256 bits that only this key's owner can derive. */
  String seal(String sessionKey) {
    return encode(combine(Base64.getUrlDecoder().decode(sessionKey)));
  }

  /** The session key again. */
  String open(String sealed) {
    return encode(combine(Base64.getUrlDecoder().decode(sealed)));
  }

  private byte[] combine(byte[] bytes) {
    byte[] mask = mask();
    if (bytes.length != mask.length) {
      throw new IllegalArgumentException("a session key has " + mask.length + " bytes");
    }
    byte[] combined = new byte[mask.length];
    for (int i = 0; i < mask.length; i++) {
      combined[i] = (byte) (bytes[i] ^ mask[i]);
    }
    return combined;
  }

  private byte[] mask() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest((SEAL + value).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "OneTimeKey";
  }
}
