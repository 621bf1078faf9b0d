package org.matrixee.server.history;

import java.util.List;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;

/**
 * An event and what is around it.
 *
 * @param before those before it, the newest first
 * @param after those after it, the oldest first
 * @param state the room's state at the last of these events
 * @param start where the page begins
 * @param end where it ends
 */
public record EventContext(
    StoredEvent event,
    List<StoredEvent> before,
    List<StoredEvent> after,
    List<StoredEvent> state,
    StreamToken start,
    StreamToken end) {
  /** Copies the lists. */
  public EventContext {
    before = List.copyOf(before);
    after = List.copyOf(after);
    state = List.copyOf(state);
  }
}
