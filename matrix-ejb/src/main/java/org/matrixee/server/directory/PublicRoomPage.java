package org.matrixee.server.directory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.directory.rules.RoomSummary;

/**
 * A page of the public list.
 *
 * @param next where to go on; null at the end
 * @param previous where the page before ends; null at the beginning
 * @param total about how many rooms there are; null if that was not counted
 */
public record PublicRoomPage(
    List<RoomSummary> rooms, @Nullable Place next, @Nullable Place previous, @Nullable Long total) {
  /** Copies the list. */
  public PublicRoomPage {
    rooms = List.copyOf(rooms);
  }

  /**
   * A place in the list beside a room, and the way to go from there. It says how full the room was,
   * so that it stays a place when the room is gone.
   *
   * @param backwards whether to go to the rooms before it
   */
  public record Place(boolean backwards, long joined, long nid) {}
}
