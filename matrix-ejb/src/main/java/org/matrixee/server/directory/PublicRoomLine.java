package org.matrixee.server.directory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;

/**
 * A line of the public room list.
 *
 * @param name null if unset
 * @param topic null if unset
 * @param aliases aliases of this server that resolve to the room
 * @param joined how many users are in it
 */
public record PublicRoomLine(
    RoomId room,
    @Nullable String name,
    @Nullable String topic,
    List<RoomAlias> aliases,
    long joined) {

  /** Copies the list. */
  public PublicRoomLine {
    aliases = List.copyOf(aliases);
  }
}
