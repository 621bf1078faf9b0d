package org.matrixee.store.memory;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.store.StaleWriteException;
import org.matrixee.store.account.ClientTransactionStore;
import org.matrixee.store.account.RequestAnswers;
import org.matrixee.store.memory.Tables.ClientTransactionRow;

/** Finished requests in memory. */
final class InMemoryClientTransactionStore implements ClientTransactionStore {
  private final InMemoryStores stores;

  InMemoryClientTransactionStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Map<TransactionKey, RoomOutcome> recall(Collection<TransactionKey> keys) {
    Map<TransactionKey, RoomOutcome> found = new HashMap<>();
    for (TransactionKey key : keys) {
      ClientTransactionRow row = stores.tables().clientTransactions.get(key);
      if (row != null && row.outcome() != null) {
        found.put(key, row.outcome());
      }
    }
    return found;
  }

  @Override
  public void remember(RequestAnswers answers) {
    answers
        .outcomes()
        .forEach(
            (key, outcome) -> {
              if (stores.tables().clientTransactions.containsKey(key)) {
                throw new StaleWriteException();
              }
              stores
                  .tables()
                  .journal
                  .put(
                      stores.tables().clientTransactions,
                      key,
                      new ClientTransactionRow(outcome, answers.ts()));
            });
  }

  @Override
  public boolean begin(TransactionKey key, long ts) {
    if (stores.tables().clientTransactions.containsKey(key)) {
      return false;
    }
    stores
        .tables()
        .journal
        .put(stores.tables().clientTransactions, key, new ClientTransactionRow(null, ts));
    return true;
  }

  @Override
  public int forgetBefore(long ts, int limit) {
    List<TransactionKey> old =
        stores.tables().clientTransactions.entrySet().stream()
            .filter(entry -> entry.getValue().createdTs() < ts)
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    old.forEach(key -> stores.tables().journal.remove(stores.tables().clientTransactions, key));
    return old.size();
  }
}
