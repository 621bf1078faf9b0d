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
   * Keeps answers of requests that made no events; the others' are kept by {@code
   * EventStore.append}.
   *
   * @throws org.matrixee.store.StaleWriteException if a request was answered already, so that none
   *     is done twice
   */
  void remember(RequestAnswers answers);

  /**
   * Notes that a request without an outcome is done by the running transaction; waits for another
   * one that does it.
   *
   * @return false if it was done before
   */
  boolean begin(TransactionKey key, long ts);

  /** Forgets answers older than the given time, at most {@code limit}; says how many. */
  int forgetBefore(long ts, int limit);
}
