package org.matrixee.server.federation.out;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.store.federation.Destination;
import org.matrixee.store.federation.OutboxStore.QueuedEdu;
import org.matrixee.store.federation.OutgoingTransaction;

/**
 * What is sent next.
 *
 * @param state how the server answered so far
 * @param transaction null if nothing is to be sent
 * @param events its events, in order
 * @param edus its EDUs of those that are kept, in order
 */
record Parcel(
    Destination state,
    @Nullable OutgoingTransaction transaction,
    List<StoredEvent> events,
    List<QueuedEdu> edus) {

  /** Copies the lists. */
  Parcel {
    events = List.copyOf(events);
    edus = List.copyOf(edus);
  }
}
