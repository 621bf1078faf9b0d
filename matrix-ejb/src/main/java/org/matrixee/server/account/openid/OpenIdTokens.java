package org.matrixee.server.account.openid;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.Admission;
import org.matrixee.server.account.Tokens;
import org.matrixee.store.device.OpenIdTokenStore;

/**
 * Gives out tokens that tell another service who their owner is, and tells it; nothing else can be
 * done with them. Each call is one transaction.
 *
 * <p>v1.19: Client-Server API, "OpenID"; Server-Server API, "OpenID".
 */
@Stateless
public class OpenIdTokens {
  /** How long a token is good. */
  public static final Duration LIFETIME = Duration.ofHours(1);

  private OpenIdTokenStore tokens;
  private Admission admission;
  private SecureRandom random;
  private Clock clock;

  /** For the container's proxies. */
  protected OpenIdTokens() {}

  /** With what it needs. */
  @Inject
  public OpenIdTokens(
      OpenIdTokenStore tokens, Admission admission, SecureRandom random, Clock clock) {
    this.tokens = tokens;
    this.admission = admission;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A new token.
   *
   * @throws MatrixException M_FORBIDDEN if the caller asks for that of another user
   */
  public String issue(Requester requester, UserId user) {
    if (!requester.user().equals(user)) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "Nobody gets a token that says to be somebody else.");
    }
    String token = Tokens.random(random);
    tokens.create(Tokens.hash(token), user, clock.millis() + LIFETIME.toMillis());
    return token;
  }

  /**
   * Whose a token is.
   *
   * @throws MatrixException M_UNKNOWN_TOKEN if it is not known, or over, or its owner's account
   *     must not be used
   */
  public UserId owner(String token) {
    Optional<UserId> owner =
        Tokens.isPossible(token)
            ? tokens.findOwner(Tokens.hash(token), clock.millis())
            : Optional.empty();
    return owner.filter(this::isAdmitted).orElseThrow(OpenIdTokens::unknown);
  }

  private boolean isAdmitted(UserId user) {
    try {
      admission.require(user);
      return true;
    } catch (MatrixException refusal) {
      return false;
    }
  }

  private static MatrixException unknown() {
    return new MatrixException(
        ErrorCode.M_UNKNOWN_TOKEN, "This access token is not known, or has expired.");
  }

  /** Forgets up to {@code limit} tokens that are over; says how many. */
  public int forgetExpired(int limit) {
    return tokens.deleteExpired(clock.millis(), limit);
  }
}
