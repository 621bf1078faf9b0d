package org.matrixee.model.event;

/** What became of an event. Only accepted events are shown or count as state. */
public enum EventStatus {
  /** Part of the room. */
  ACCEPTED,
  /** Allowed by its own history but not by the current state: kept, not shown. */
  SOFT_FAILED,
  /** Not allowed: kept so that later events that cite it can be judged. */
  REJECTED,
  /** Fetched out of order, state around it unknown. */
  OUTLIER
}
