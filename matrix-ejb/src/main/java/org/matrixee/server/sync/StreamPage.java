package org.matrixee.server.sync;

import java.util.List;
import org.matrixee.model.event.StoredEvent;

/**
 * New events of a user's stream.
 *
 * @param events oldest first
 * @param start the position asked for
 * @param end the position to go on from
 */
public record StreamPage(List<StoredEvent> events, long start, long end) {
  /** Copies the list. */
  public StreamPage {
    events = List.copyOf(events);
  }
}
