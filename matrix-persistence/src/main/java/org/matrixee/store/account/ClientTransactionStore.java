package org.matrixee.store.account;

import java.util.Collection;
import java.util.Map;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.room.RoomOutcome;

/**
 * Answers of finished requests with a transaction id. Every method needs a running transaction, the
 * one that does the request's work.
 */
public interface ClientTransactionStore {
  /** Answers of requests that were done before, by key; one statement. */
  Map<TransactionKey, RoomOutcome> recall(Collection<TransactionKey> keys);

  /**
   * Keeps answers. If another transaction kept the same key meanwhile, the running transaction
   * fails, so that a request is never done twice.
   */
  void remember(Map<TransactionKey, RoomOutcome> outcomes, long nowTs);

  /** Forgets answers older than the given time, at most {@code limit}; says how many. */
  int forgetBefore(long ts, int limit);
}
