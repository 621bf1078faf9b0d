package org.matrixee.store.memory;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.matrixee.model.id.UserId;
import org.matrixee.model.receipt.Receipt;
import org.matrixee.store.memory.Tables.ReceiptKey;
import org.matrixee.store.memory.Tables.ReceiptRow;
import org.matrixee.store.receipt.ReceiptStore;

/** Receipts in memory. */
final class InMemoryReceiptStore implements ReceiptStore {
  private final InMemoryStores stores;

  InMemoryReceiptStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public void put(Collection<Receipt> receipts, long position) {
    for (Receipt receipt : receipts) {
      ReceiptKey key =
          new ReceiptKey(
              receipt.roomNid(),
              receipt.user(),
              receipt.kind(),
              Objects.requireNonNullElse(receipt.thread(), ""));
      stores.tables().journal.put(stores.tables().receipts, key, new ReceiptRow(receipt, position));
    }
  }

  @Override
  public Map<Long, List<Receipt>> changed(Collection<Long> roomNids, long after, long upTo) {
    return read(roomNids, row -> row.position() > after && row.position() <= upTo);
  }

  @Override
  public Map<Long, List<Receipt>> ofUser(UserId user, Collection<Long> roomNids) {
    return read(roomNids, row -> row.receipt().user().equals(user));
  }

  private Map<Long, List<Receipt>> read(Collection<Long> roomNids, Predicate<ReceiptRow> wanted) {
    return stores.tables().receipts.values().stream()
        .filter(row -> roomNids.contains(row.receipt().roomNid()))
        .filter(wanted)
        .sorted(comparing(ReceiptRow::position))
        .map(ReceiptRow::receipt)
        .collect(groupingBy(Receipt::roomNid, mapping(receipt -> receipt, toList())));
  }
}
