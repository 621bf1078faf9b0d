package org.matrixee.server.event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import org.matrixee.model.account.TransactionKey;
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

  /** The answers that are known. */
  Map<TransactionKey, RoomOutcome> find(Collection<TransactionKey> keys) {
    return answers.getAllPresent(keys);
  }

  /** Keeps answers that are committed. */
  void keep(Map<TransactionKey, RoomOutcome> committed) {
    answers.putAll(committed);
  }
}
