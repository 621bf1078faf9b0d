package org.matrixee.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.matrixee.model.account.Requester;
import org.matrixee.server.config.MatrixConfig;

/**
 * Tells who owns an access token.
 *
 * <p>Answers are kept for a short while, by the token's hash: every request asks. Unknown tokens
 * are not kept, so that a flood of them cannot push out the known ones.
 */
@ApplicationScoped
public class SessionService {
  private final Cache<String, Requester> known =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(10)).build();

  private AccountTransactions transactions;
  private Suspensions suspensions;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected SessionService() {}

  /** With what it needs. */
  @Inject
  public SessionService(
      AccountTransactions transactions, Suspensions suspensions, MatrixConfig config) {
    this.transactions = transactions;
    this.suspensions = suspensions;
    this.config = config;
  }

  /**
   * The owner of a token; empty if the token is unknown.
   *
   * @throws org.matrixee.model.error.MatrixException M_FORBIDDEN if the account is suspended
   */
  public Optional<Requester> authenticate(String token) {
    if (!Tokens.isPossible(token)) {
      return Optional.empty();
    }
    String hash = Tokens.hash(token);
    Requester cached = known.getIfPresent(hash);
    if (cached != null) {
      suspensions.refuse(cached.user());
      return Optional.of(cached);
    }
    Optional<Requester> found = transactions.findToken(hash).map(this::withRights);
    found.ifPresent(requester -> known.put(hash, requester));
    found.ifPresent(requester -> suspensions.refuse(requester.user()));
    return found;
  }

  private Requester withRights(Requester requester) {
    return new Requester(
        requester.user(),
        requester.tokenNid(),
        requester.admin() || config.people().isAdmin(requester.user()));
  }

  /** Forgets a token; an unknown one is ignored. */
  public void logout(String token) {
    String hash = Tokens.hash(token);
    transactions.deleteToken(hash);
    known.invalidate(hash);
  }
}
