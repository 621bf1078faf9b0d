package org.matrixee.web.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.NewCookie;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The browser behind a request: one that shows pages to a person, as opposed to a client that wants
 * JSON. It gets a secret of its own in a cookie, which a login can be bound to.
 *
 * @param secret the secret that it sent
 */
public record Browser(Optional<String> secret) {
  private static final int BYTES = 32;
  private static final int LENGTH = 43;
  private static final int LIFE_SECONDS = 3600;

  /** The prefix makes browsers take it from this host alone, and over TLS alone. */
  private static final String SAFE_NAME = "__Host-matrix-login";

  private static final String PLAIN_NAME = "matrix-login";

  /** The browser of a request; empty if it is none. */
  public static Optional<Browser> of(HttpServletRequest request, String publicUrl) {
    return BrowserAnswers.wantsPage(request)
        ? Optional.of(new Browser(secret(request, publicUrl)))
        : Optional.empty();
  }

  /** The secret that a request has in its cookie, be it a browser's or not. */
  public static Optional<String> secret(HttpServletRequest request, String publicUrl) {
    String name = name(publicUrl);
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name) && cookie.getValue().length() == LENGTH) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isTls(String publicUrl) {
    return publicUrl.startsWith("https:");
  }

  private static String name(String publicUrl) {
    return isTls(publicUrl) ? SAFE_NAME : PLAIN_NAME;
  }

  /** A new secret. */
  public static String newSecret(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The cookie that makes a browser send it back, also when another site sends it to us. */
  public static NewCookie cookie(String secret, String publicUrl) {
    boolean tls = isTls(publicUrl);
    return new NewCookie.Builder(name(publicUrl))
        .value(secret)
        .path(tls ? "/" : "/_matrix/client")
        .maxAge(LIFE_SECONDS)
        .secure(tls)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }

  /**
   * The secret of a browser that is about to begin something: the one that it has, or a new one.
   */
  public static String secretOrNew(
      HttpServletRequest request, String publicUrl, SecureRandom random) {
    return secret(request, publicUrl).orElseGet(() -> newSecret(random));
  }
}
