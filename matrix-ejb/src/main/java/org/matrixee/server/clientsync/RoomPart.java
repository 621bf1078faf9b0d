package org.matrixee.server.clientsync;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.AccountDatum;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.receipt.Receipt;
import org.matrixee.server.push.RoomUnread;
import org.matrixee.server.typing.RoomTyping;

/**
 * What a client is told of a room that its user is in, or was in.
 *
 * @param state what the client needs beside the timeline
 * @param summary null if nothing of it changed
 * @param receipts those that the user may see
 * @param typing null if that did not change
 * @param data what the user's clients keep of the room
 * @param unread how much is not read; null if that did not change
 */
public record RoomPart(
    RoomId room,
    RoomTimeline timeline,
    List<StoredEvent> state,
    @Nullable RoomSummary summary,
    List<Receipt> receipts,
    @Nullable RoomTyping typing,
    List<AccountDatum> data,
    @Nullable RoomUnread unread) {
  /** Copies the lists. */
  public RoomPart {
    state = List.copyOf(state);
    receipts = List.copyOf(receipts);
    data = List.copyOf(data);
  }

  /** Whether it tells nothing. */
  boolean isEmpty() {
    return timeline.events().isEmpty()
        && !timeline.limited()
        && state.isEmpty()
        && summary == null
        && receipts.isEmpty()
        && typing == null
        && data.isEmpty();
  }
}
