package org.matrixee.model.room;

/** Which authorization rules a room lives by. */
public sealed interface AuthRules {
  /** The rules of October 2014 (authorization-v1): levels in several events, no auth events. */
  record Levels2014() implements AuthRules {}

  /**
   * The rules of room versions 1 to 12: each event names the events that allow it.
   *
   * @param revision the room version whose numbered rules apply
   */
  record EventGraph(int revision) implements AuthRules {}
}
