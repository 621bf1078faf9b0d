package org.matrixee.store.room;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;

/**
 * A line of the public room list.
 *
 * @param name the current {@code m.room.name}; null if none
 * @param topic the current {@code m.room.topic}; null if none
 * @param aliases aliases of this server that resolve to the room, sorted
 * @param joined how many users are in it; never 0
 */
public record PublicRoom(
    RoomId room,
    @Nullable StoredEvent name,
    @Nullable StoredEvent topic,
    List<RoomAlias> aliases,
    long joined) {

  /** Copies the list. */
  public PublicRoom {
    aliases = List.copyOf(aliases);
  }
}
