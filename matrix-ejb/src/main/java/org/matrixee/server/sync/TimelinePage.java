package org.matrixee.server.sync;

import java.util.List;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;

/**
 * A page of a room's history.
 *
 * @param events in the order asked for
 * @param start where the page begins
 * @param end where to go on
 */
public record TimelinePage(List<StoredEvent> events, StreamToken start, StreamToken end) {
  /** Copies the list. */
  public TimelinePage {
    events = List.copyOf(events);
  }
}
