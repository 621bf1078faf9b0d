package org.matrixee.store.event;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;

/**
 * A held event as a point of its room's graph.
 *
 * @param type its type
 * @param slot the slot of state that it fills; null if it is not state
 * @param snapshotBefore the state before it; 0 if that is empty or not known
 */
public record GraphNode(
    long nid,
    long roomNid,
    EventId id,
    String type,
    @Nullable StateTuple slot,
    long depth,
    EventStatus status,
    long snapshotBefore) {

  /**
   * Whether the state around the event is known: not for outliers, nor for history that was fetched
   * later. The empty state stands only before a room's first event.
   */
  public boolean isStateKnown() {
    return status != EventStatus.OUTLIER && (snapshotBefore != 0 || type.equals(EventType.CREATE));
  }

  /** Whether the event is part of the state after it: a rejected one is not. */
  public boolean changesState() {
    return slot != null && status != EventStatus.REJECTED;
  }
}
