package org.matrixee.store.federation;

import java.util.List;
import org.matrixee.model.id.ServerName;

/**
 * A transaction that was or will be sent.
 *
 * @param id unique for the destination, and growing
 * @param previousId the transaction before; 0 if there was none
 * @param pdus its events, in order
 * @param edus numbers of its EDUs of those that survive a restart, in order
 */
public record OutgoingTransaction(
    ServerName destination,
    long id,
    long previousId,
    List<OutboxStore.Entry> pdus,
    List<Long> edus) {

  /** Copies the lists. */
  public OutgoingTransaction {
    pdus = List.copyOf(pdus);
    edus = List.copyOf(edus);
  }
}
