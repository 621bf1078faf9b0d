package org.matrixee.store.event;

import java.util.List;
import org.matrixee.model.event.EventReference;

/**
 * Where a room's next event is attached.
 *
 * @param revision the room row's revision
 * @param depth the greatest depth of any accepted event; 0 in an empty room
 * @param snapshot the state after the forward extremities; 0 is the empty state
 * @param extremities the events that no other event follows, oldest first
 */
public record RoomHead(long revision, long depth, long snapshot, List<Extremity> extremities) {
  /** The head of a room without events. */
  public static final RoomHead EMPTY = new RoomHead(0, 0, 0, List.of());

  /** Copies the list. */
  public RoomHead {
    extremities = List.copyOf(extremities);
  }

  /**
   * A forward extremity.
   *
   * @param eventNid the event's number
   * @param reference its ID and reference hash
   */
  public record Extremity(long eventNid, EventReference reference) {}
}
