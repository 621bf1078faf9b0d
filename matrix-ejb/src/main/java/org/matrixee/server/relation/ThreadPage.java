package org.matrixee.server.relation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;

/**
 * A page of a room's threads.
 *
 * @param roots the events that they begin with
 * @param next where to go on, as a position of the stream; null at the end
 */
public record ThreadPage(List<StoredEvent> roots, @Nullable Long next) {
  /** Copies the list. */
  public ThreadPage {
    roots = List.copyOf(roots);
  }
}
