package org.matrixee.server.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;

/**
 * A room as an initial sync shows it.
 *
 * @param membership the asking user's
 * @param listed whether it is in the public list
 * @param inviter who invited the user; null unless invited
 * @param inside what only a joined user sees; null if invited
 */
public record RoomView(
    RoomId room,
    Membership membership,
    boolean listed,
    @Nullable UserId inviter,
    @Nullable Inside inside) {

  /**
   * What a joined user sees.
   *
   * @param messages recent non-state events, oldest first
   * @param start pages backwards from the messages
   * @param end the live position
   * @param state all current state events
   */
  public record Inside(
      List<StoredEvent> messages, StreamToken start, StreamToken end, List<StoredEvent> state) {
    /** Copies the lists. */
    public Inside {
      messages = List.copyOf(messages);
      state = List.copyOf(state);
    }
  }
}
