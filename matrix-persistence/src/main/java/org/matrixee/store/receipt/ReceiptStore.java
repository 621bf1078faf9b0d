package org.matrixee.store.receipt;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.matrixee.model.id.UserId;
import org.matrixee.model.receipt.Receipt;

/**
 * The newest receipt of each user, kind and thread of a room. Every method needs a running
 * transaction.
 */
public interface ReceiptStore {
  /**
   * Sets receipts of one user; each replaces what the user has of this kind, room and thread.
   *
   * @param position their place in the stream
   */
  void put(Collection<Receipt> receipts, long position);

  /**
   * Receipts of rooms that were set in a stretch of the stream, by room, the oldest first.
   *
   * @param after the position after which to begin
   */
  Map<Long, List<Receipt>> changed(Collection<Long> roomNids, long after, long upTo);

  /** All receipts of a user in some rooms, by room. */
  Map<Long, List<Receipt>> ofUser(UserId user, Collection<Long> roomNids);
}
