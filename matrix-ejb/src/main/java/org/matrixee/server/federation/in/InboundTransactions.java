package org.matrixee.server.federation.in;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.federation.InboundTransactionStore;

/** The short transactions around those of other servers. */
@Stateless
public class InboundTransactions {
  /** Longer than any server goes on repeating a transaction; its events are known by their IDs. */
  private static final Duration KEPT = Duration.ofDays(3);

  private InboundTransactionStore transactions;
  private Clock clock;

  /** For the container's proxies. */
  protected InboundTransactions() {}

  /** With what it needs. */
  @Inject
  public InboundTransactions(InboundTransactionStore transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The answer to a transaction, if it was handled. */
  public Optional<JsonText> find(ServerName origin, String transactionId) {
    return transactions.find(origin, transactionId);
  }

  /** Keeps an answer. */
  public void remember(ServerName origin, String transactionId, JsonText answer) {
    transactions.remember(origin, transactionId, answer, clock.millis());
  }

  /** Forgets up to {@code limit} old answers; says how many. */
  public int forget(int limit) {
    return transactions.forgetBefore(clock.instant().minus(KEPT).toEpochMilli(), limit);
  }
}
