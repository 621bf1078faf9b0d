package org.matrixee.store.event;

import org.matrixee.model.id.EventId;

/**
 * An event that a held one names, and that is not part of the room here.
 *
 * @param id the event that is awaited
 * @param reason why it is named
 * @param byNid the number of the event that names it
 * @param depth the depth of the event that names it
 */
public record AwaitedEvent(EventId id, Reason reason, long byNid, long depth) {
  /** Why an event is named. */
  public enum Reason {
    /** It is a predecessor: here the room's history has a gap. */
    PREDECESSOR,
    /** It is to be redacted as soon as it comes (authorization-v1, 7.2). */
    REDACTED
  }
}
