package org.matrixee.store.federation;

import java.util.List;
import org.matrixee.model.id.ServerName;

/** Events that wait to be sent to other servers. Every method needs a running transaction. */
public interface OutboxStore {
  /** Adds work, in the transaction that writes the events. */
  void enqueue(List<Entry> entries);

  /** The oldest waiting entries of a destination, in order. */
  List<Entry> peek(ServerName destination, int limit);

  /**
   * An event for one destination.
   *
   * @param position the event's stream position, which is the order of sending
   */
  record Entry(ServerName destination, long position, long eventNid) {}
}
