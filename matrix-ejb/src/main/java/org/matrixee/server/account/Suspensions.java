package org.matrixee.server.account;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;

/**
 * Accounts that a server administrator suspended: they can neither log in nor use the tokens that
 * they have. Their rooms and what they wrote stay.
 *
 * <p>2014: threats, T10. Every request asks, and few are suspended: so all of them are kept, under
 * one key, and read again now and then by one request alone. An answer kept for each user instead
 * cost a thousand users a thousand reads a minute.
 */
@ApplicationScoped
public class Suspensions {
  private static final String ALL = "all";

  private final LoadingCache<String, Set<UserId>> known =
      Caffeine.newBuilder()
          .refreshAfterWrite(Duration.ofMinutes(1))
          .executor(Runnable::run)
          .build(all -> read());

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

  private Set<UserId> read() {
    return transactions.suspended();
  }

  /** Whether an account is suspended. */
  public boolean isSuspended(UserId user) {
    return known.get(ALL).contains(user);
  }

  /** Suspends an account, or lets it go on; false if that is so already. */
  public boolean set(UserId user, boolean suspend, UserId by) {
    boolean changed = transactions.setSuspended(user, suspend, by);
    known.invalidate(ALL);
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
  public void refuse(UserId user) {
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
