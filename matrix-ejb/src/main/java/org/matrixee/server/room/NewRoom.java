package org.matrixee.server.room;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.room.RoomVersion;

/**
 * A room that is about to be made.
 *
 * @param listed whether it is in the public list
 * @param drafts its first events in order, {@code m.room.create} foremost
 * @param alias an alias to make for it; null for none
 */
record NewRoom(
    RoomVersion version, boolean listed, List<EventDraft> drafts, @Nullable RoomAlias alias) {
  /** Copies the list. */
  NewRoom {
    drafts = List.copyOf(drafts);
  }
}
