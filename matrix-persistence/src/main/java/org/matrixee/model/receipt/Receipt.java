package org.matrixee.model.receipt;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;

/**
 * A user has read a room, or a thread of it, up to an event.
 *
 * <p>Spec: client-server, "Receipts", "Threaded read receipts".
 *
 * @param thread the thread's root, or {@link #MAIN}; null if the receipt is of no thread
 * @param eventPosition the event's place in the stream
 * @param ts when it was read, ms since 1970
 */
public record Receipt(
    long roomNid,
    UserId user,
    ReceiptKind kind,
    @Nullable String thread,
    EventId event,
    long eventPosition,
    long ts) {
  /** What is in no thread. */
  public static final String MAIN = "main";
}
