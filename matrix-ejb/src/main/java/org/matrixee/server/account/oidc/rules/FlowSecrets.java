package org.matrixee.server.account.oidc.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The nonce and the PKCE verifier of one login at one provider.
 *
 * <p>Both come from one random secret that stays in the login's session, so that a page with many
 * providers needs no more to remember; who sees one of them learns nothing about the other, nor
 * about those of another provider.
 *
 * @param nonce what the ID token must repeat
 * @param verifier what only we know when the code is redeemed: 43 characters
 */
public record FlowSecrets(String nonce, String verifier) {

  /** Those of a provider. */
  public static FlowSecrets of(String secret, String provider) {
    return new FlowSecrets(derive("nonce", secret, provider), derive("verifier", secret, provider));
  }

  private static String derive(String use, String secret, String provider) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((use + " " + provider + " ").getBytes(StandardCharsets.UTF_8));
      byte[] digest = sha256.digest(secret.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Shows neither. */
  @Override
  public String toString() {
    return "FlowSecrets[]";
  }
}
