package org.matrixee.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.device.IssuedToken;
import org.matrixee.server.account.device.DeviceTransactions;
import org.matrixee.server.account.device.Sightings;
import org.matrixee.server.account.device.TokensEnded;
import org.matrixee.server.config.MatrixConfig;

/**
 * Tells who owns an access token.
 *
 * <p>Answers are kept for a short while, by the token's hash: every request asks. Unknown tokens
 * are not kept, so that a flood of them cannot push out the known ones.
 */
@ApplicationScoped
public class SessionService {
  private final Cache<String, @Nullable Known> known =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(10)).build();

  private AccountTransactions transactions;
  private DeviceTransactions devices;
  private Suspensions suspensions;
  private Sightings sightings;
  private MatrixConfig config;
  private Clock clock;

  /**
   * A token that is known.
   *
   * @param settled whether the generations of tokens before this one are ended
   */
  private record Known(IssuedToken token, boolean settled) {}

  /** What is known of a token. */
  public sealed interface Answer {
    /** It is good. */
    record Owner(Requester requester) implements Answer {}

    /** It was good, and its client can get another one. */
    record Expired() implements Answer {}

    /** Nobody has it, or not any more. */
    record Unknown() implements Answer {}
  }

  /** For the container's proxies. */
  protected SessionService() {}

  /** With what it needs. */
  @Inject
  public SessionService(
      AccountTransactions transactions,
      DeviceTransactions devices,
      Suspensions suspensions,
      Sightings sightings,
      MatrixConfig config,
      Clock clock) {
    this.transactions = transactions;
    this.devices = devices;
    this.suspensions = suspensions;
    this.sightings = sightings;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Who comes with a token.
   *
   * @param address where the request comes from
   * @throws org.matrixee.model.error.MatrixException M_FORBIDDEN if the account is suspended
   */
  public Answer authenticate(String token, String address) {
    if (!Tokens.isPossible(token)) {
      return new Answer.Unknown();
    }
    String hash = Tokens.hash(token);
    // A token that ends while it is looked up waits for the look-up, and is forgotten after it.
    @Nullable Known found = known.get(hash, this::load);
    if (found == null) {
      return new Answer.Unknown();
    }
    IssuedToken issued = found.token();
    if (issued.isExpired(clock.millis())) {
      return new Answer.Expired();
    }
    suspensions.refuse(issued.requester().user());
    if (!found.settled()) {
      devices.settle(issued.requester().tokenNid(), issued.generation());
      known.asMap().replace(hash, found, new Known(issued, true));
    }
    sightings.note(issued.requester(), address);
    return new Answer.Owner(issued.requester());
  }

  private @Nullable Known load(String hash) {
    return transactions
        .findToken(hash)
        .map(
            token ->
                new Known(
                    new IssuedToken(
                        withRights(token.requester()), token.expiresTs(), token.generation()),
                    token.generation() == 0))
        .orElse(null);
  }

  private Requester withRights(Requester requester) {
    return new Requester(
        requester.user(),
        requester.tokenNid(),
        requester.admin() || config.people().isAdmin(requester.user()),
        requester.device());
  }

  /** Forgets tokens that are not good any more. */
  void onTokensEnded(@Observes(during = TransactionPhase.AFTER_SUCCESS) TokensEnded ended) {
    known.invalidateAll(ended.hashes());
  }
}
