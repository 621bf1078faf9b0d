package org.matrixee.model.event;

import org.matrixee.model.id.UserId;

/**
 * A slot of a room's state.
 *
 * @param type the event type
 * @param stateKey the state key, possibly empty
 */
public record StateTuple(String type, String stateKey) {
  /** The slot of a type with the empty state key. */
  public static StateTuple of(String type) {
    return new StateTuple(type, "");
  }

  /** The slot of a user's membership. */
  public static StateTuple member(UserId user) {
    return new StateTuple(EventType.MEMBER, user.value());
  }
}
