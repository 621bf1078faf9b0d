package org.matrixee.server.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.RoomOutcome;

/**
 * What the newest requests with a transaction id were answered, so that an ordinary repeat needs no
 * look into the database. The truth is there: a request that is not known here may still be a
 * repeat, which its write finds out.
 */
@ApplicationScoped
public class RecentAnswers {
  private final Cache<TransactionKey, RoomOutcome> answers =
      Caffeine.newBuilder().maximumSize(20_000).build();

  /** The requests that made the newest events. */
  private final Cache<EventId, TransactionKey> requests =
      Caffeine.newBuilder().maximumSize(20_000).build();

  /**
   * The transaction id of the request that made an event, for the device that sent it, as far as
   * that is remembered.
   *
   * @param deviceNid the device that asks
   */
  public @Nullable String transactionOf(EventId event, long deviceNid) {
    TransactionKey key = requests.getIfPresent(event);
    return key == null || key.tokenNid() != deviceNid ? null : key.transactionId();
  }

  /** The answers that are known. */
  Map<TransactionKey, RoomOutcome> find(Collection<TransactionKey> keys) {
    return answers.getAllPresent(keys);
  }

  /** Keeps answers that are committed. */
  void keep(Map<TransactionKey, RoomOutcome> committed) {
    answers.putAll(committed);
    committed.forEach(
        (key, outcome) -> {
          EventId event = outcome.event();
          if (event != null) {
            requests.put(event, key);
          }
        });
  }
}
