package org.matrixee.store.memory;

import java.util.Comparator;
import java.util.List;
import org.matrixee.model.account.IdentityBinding;
import org.matrixee.store.account.IdentityBindingStore;
import org.matrixee.store.memory.Tables.BindingRow;

/** Links on their way in memory. */
final class InMemoryIdentityBindingStore implements IdentityBindingStore {
  private final InMemoryStores stores;

  InMemoryIdentityBindingStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void add(IdentityBinding binding) {
    Tables tables = stores.tables();
    long nid = tables.nextNid();
    tables.journal.put(
        tables.bindings, nid, new BindingRow(new Due(nid, binding, 0), binding.createdTs()));
  }

  @Override
  public List<Due> take(long nowTs, int limit, long firstDelayMs, long longestDelayMs) {
    Tables tables = stores.tables();
    List<BindingRow> rows =
        tables.bindings.values().stream()
            .filter(row -> row.retryTs() <= nowTs)
            .sorted(
                Comparator.comparingLong(BindingRow::retryTs).thenComparing(row -> row.due().nid()))
            .limit(limit)
            .toList();
    return rows.stream()
        .map(
            row -> {
              long delay = firstDelayMs << Math.min(row.due().tries(), 30);
              Due due = new Due(row.due().nid(), row.due().binding(), row.due().tries() + 1);
              tables.journal.put(
                  tables.bindings,
                  due.nid(),
                  new BindingRow(due, nowTs + Math.min(delay, longestDelayMs)));
              return due;
            })
        .toList();
  }

  @Override
  public void delete(long nid) {
    stores.tables().journal.remove(stores.tables().bindings, nid);
  }
}
