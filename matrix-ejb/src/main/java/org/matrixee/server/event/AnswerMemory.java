package org.matrixee.server.event;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.matrixee.store.account.ClientTransactionStore;

/** Forgets answers of old requests, a few at a time, so that their table does not grow for ever. */
@Stateless
public class AnswerMemory {
  /** Longer than any client goes on repeating a request (client-api-v1, 1.3, asks for minutes). */
  private static final Duration KEPT = Duration.ofDays(3);

  private ClientTransactionStore transactions;
  private Clock clock;

  /** For the container's proxies. */
  protected AnswerMemory() {}

  /** With what it needs. */
  @Inject
  public AnswerMemory(ClientTransactionStore transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Forgets up to {@code limit} old answers in one short transaction; says how many. */
  public int forget(int limit) {
    return transactions.forgetBefore(clock.instant().minus(KEPT).toEpochMilli(), limit);
  }
}
