package org.matrixee.store.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.Membership;

/**
 * One event to write, with everything that its row and its index rows need.
 *
 * @param nid its number, from {@link EventStore#nextNids}
 * @param event the event
 * @param json its exact bytes
 * @param position its stream position
 * @param status what became of it
 * @param snapshotBefore the state before it
 * @param replacedNid the number of the state event it replaces; null if none
 * @param current whether it becomes the current state of its slot
 * @param membership for accepted {@code m.room.member}: the new membership; null otherwise
 * @param prevStates further edges of kind PREV_STATE (2014); mostly empty or one
 */
public record AppendedEvent(
    long nid,
    Event event,
    JsonText json,
    long position,
    EventStatus status,
    long snapshotBefore,
    @Nullable Long replacedNid,
    boolean current,
    @Nullable Membership membership,
    List<EventReference> prevStates) {

  /** Copies the list. */
  public AppendedEvent {
    prevStates = List.copyOf(prevStates);
  }
}
