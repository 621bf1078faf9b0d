package org.matrixee.server.sync;

import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.TimelinePosition;

/** Gaps before and after events. */
final class Tokens {
  private Tokens() {}

  /** The gap just after an event. */
  static TimelinePosition after(StoredEvent event) {
    return new TimelinePosition(event.depth(), event.position());
  }

  /** The gap just before an event: no event lies between this position and the event. */
  static TimelinePosition before(StoredEvent event) {
    return new TimelinePosition(event.depth(), event.position() - 1);
  }
}
