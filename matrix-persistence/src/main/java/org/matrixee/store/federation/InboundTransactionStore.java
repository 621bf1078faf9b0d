package org.matrixee.store.federation;

import java.util.Optional;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.json.JsonText;

/**
 * What transactions of other servers were answered, so that one that comes again is not handled
 * again. Every method needs a running transaction.
 */
public interface InboundTransactionStore {
  /** The answer to a transaction, if it was handled. */
  Optional<JsonText> find(ServerName origin, String transactionId);

  /**
   * Keeps an answer; of two for the same transaction the first one stays.
   *
   * @param ts now, ms since 1970
   */
  void remember(ServerName origin, String transactionId, JsonText answer, long ts);

  /** Forgets up to {@code limit} answers that are older; says how many. */
  int forgetBefore(long ts, int limit);
}
