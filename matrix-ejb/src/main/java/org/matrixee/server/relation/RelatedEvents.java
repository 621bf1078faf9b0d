package org.matrixee.server.relation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;

/**
 * A page of related events.
 *
 * @param next where to go on; null at the end
 */
public record RelatedEvents(List<StoredEvent> events, @Nullable StreamToken next) {
  /** Copies the list. */
  public RelatedEvents {
    events = List.copyOf(events);
  }
}
