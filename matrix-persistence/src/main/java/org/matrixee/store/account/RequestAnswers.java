package org.matrixee.store.account;

import java.util.Map;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.room.RoomOutcome;

/**
 * What requests with a transaction id were answered, to be kept for their repeats.
 *
 * @param outcomes by request
 * @param ts when they were answered, Unix milliseconds
 */
public record RequestAnswers(Map<TransactionKey, RoomOutcome> outcomes, long ts) {
  /** No answers. */
  public static final RequestAnswers NONE = new RequestAnswers(Map.of(), 0);

  /** Copies the map. */
  public RequestAnswers {
    outcomes = Map.copyOf(outcomes);
  }
}
