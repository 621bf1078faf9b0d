package org.matrixee.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;

/**
 * Accounts that a server administrator suspended: they can neither log in nor use the tokens that
 * they have. Their rooms and what they wrote stay.
 *
 * <p>2014: threats, T10. Every request asks, so that answers are kept for a short while.
 */
@ApplicationScoped
public class Suspensions {
  private final Cache<UserId, Boolean> known =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(1)).build();

  private AccountTransactions transactions;
  private Event<AccountSuspended> suspended;

  /** For the container's proxies. */
  protected Suspensions() {}

  /** With what it needs. */
  @Inject
  public Suspensions(AccountTransactions transactions, Event<AccountSuspended> suspended) {
    this.transactions = transactions;
    this.suspended = suspended;
  }

  /** Whether an account is suspended. */
  public boolean isSuspended(UserId user) {
    return known.get(user, transactions::isSuspended);
  }

  /** Suspends an account, or lets it go on; false if that is so already. */
  public boolean set(UserId user, boolean suspend, UserId by) {
    boolean changed = transactions.setSuspended(user, suspend, by);
    known.put(user, suspend);
    if (changed && suspend) {
      suspended.fire(new AccountSuspended(user));
    }
    return changed;
  }

  /**
   * Lets pass who is not suspended.
   *
   * @throws MatrixException M_FORBIDDEN
   */
  void refuse(UserId user) {
    if (isSuspended(user)) {
      throw refusal();
    }
  }

  /** What a suspended user hears. */
  public static MatrixException refusal() {
    return new MatrixException(
        ErrorCode.M_FORBIDDEN, "This account was suspended by the server's administrator.");
  }
}
