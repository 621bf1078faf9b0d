package org.matrixee.server.voip;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.TurnConfig;

/**
 * Makes TURN credentials that expire by themselves, as coturn and others check them ("A REST API
 * for access to TURN services").
 *
 * <p>2014: client-api-v1, 14: the user name is the expiry in seconds, a colon and the user ID; the
 * password is the base64 of its HMAC-SHA1 under the shared secret.
 */
@ApplicationScoped
public class TurnService {
  private static final String ALGORITHM = "HmacSHA1";

  private TurnConfig config;
  private Clock clock;

  /** For the container's proxies. */
  protected TurnService() {}

  /** With what it needs. */
  @Inject
  public TurnService(MatrixConfig config, Clock clock) {
    this.config = config.turn();
    this.clock = clock;
  }

  /** Credentials for a user; empty if no TURN server is set. */
  public Optional<TurnCredentials> credentials(UserId user) {
    if (config.uris().isEmpty()) {
      return Optional.empty();
    }
    @Nullable String secret = config.secret();
    @Nullable String fixedUser = config.user();
    @Nullable String fixedPassword = config.password();
    if (secret == null && fixedUser != null && fixedPassword != null) {
      return Optional.of(
          new TurnCredentials(fixedUser, fixedPassword, config.life(), config.uris()));
    }
    if (secret == null) {
      throw new IllegalStateException("TURN servers without credentials");
    }
    String name = clock.instant().plus(config.life()).getEpochSecond() + ":" + user;
    return Optional.of(new TurnCredentials(name, sign(name, secret), config.life(), config.uris()));
  }

  private static String sign(String name, String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA1", e);
    }
  }
}
