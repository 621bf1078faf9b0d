package org.matrixee.server.event;

import java.util.Set;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;

/** What a room's writer made of something that another server sent. */
public sealed interface ReceiveResult {
  /** It is decided. */
  record Decided(PduOutcome outcome) implements ReceiveResult {}

  /**
   * Its predecessors are not here, or the state around them is not known. Nothing was written.
   *
   * @param events those that are not held: fetch them, or the state before the event
   * @param fromInside whether whoever handed it over is in the room, as far as we know
   */
  record Gap(Set<EventId> events, boolean fromInside) implements ReceiveResult {}

  /**
   * Forks cannot be brought together without these state events. Nothing was written.
   *
   * @param events fetch them as outliers
   */
  record StateGap(Set<EventId> events) implements ReceiveResult {}

  /** No user of ours is in the room. Nothing was written. */
  record NotInRoom() implements ReceiveResult {}

  /** One of our users is in the room already: nothing is to be adopted. Nothing was written. */
  record InRoomAlready() implements ReceiveResult {}

  /** Decided. */
  static ReceiveResult of(PduOutcome outcome) {
    return new Decided(outcome);
  }
}
