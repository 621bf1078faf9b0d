package org.matrixee.model.event;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;

/**
 * A state event as a point in its slot's tree of replacements (2014).
 *
 * @param slot the slot that it fills
 * @param replaced the event that it replaces; null if none. Where the state before the event is
 *     known, this is what was in the slot there, whatever the event itself says
 */
public record StateLink(
    EventId id, UserId sender, StateTuple slot, long depth, @Nullable EventId replaced) {

  /** The link that an event claims for itself; all there is where the state before is not known. */
  public static StateLink claimedBy(Event event) {
    return new StateLink(
        event.id(), event.sender(), event.slot(), event.depth(), event.prevState());
  }

  /** The same event, replacing another one. */
  public StateLink replacing(@Nullable EventId other) {
    return new StateLink(id, sender, slot, depth, other);
  }
}
