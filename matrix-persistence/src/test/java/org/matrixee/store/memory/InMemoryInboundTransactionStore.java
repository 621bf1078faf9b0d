package org.matrixee.store.memory;

import java.util.List;
import java.util.Optional;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.federation.InboundTransactionStore;

/** Answers to transactions of other servers in memory. */
final class InMemoryInboundTransactionStore implements InboundTransactionStore {
  private final InMemoryStores stores;

  InMemoryInboundTransactionStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public Optional<JsonText> find(ServerName origin, String transactionId) {
    return Optional.ofNullable(
            stores.tables().inboundTransactions.get(new Tables.InboundKey(origin, transactionId)))
        .map(Tables.InboundRow::answer);
  }

  @Override
  public void remember(ServerName origin, String transactionId, JsonText answer, long ts) {
    if (find(origin, transactionId).isEmpty()) {
      stores
          .tables()
          .journal
          .put(
              stores.tables().inboundTransactions,
              new Tables.InboundKey(origin, transactionId),
              new Tables.InboundRow(answer, ts));
    }
  }

  @Override
  public int forgetBefore(long ts, int limit) {
    List<Tables.InboundKey> old =
        stores.tables().inboundTransactions.entrySet().stream()
            .filter(entry -> entry.getValue().ts() < ts)
            .map(java.util.Map.Entry::getKey)
            .limit(limit)
            .toList();
    old.forEach(key -> stores.tables().journal.remove(stores.tables().inboundTransactions, key));
    return old.size();
  }
}
