package org.matrixee.server.relation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;

/**
 * What is told of an event's children with the event itself.
 *
 * <p>v1.19: client-server, "Aggregations of child events".
 *
 * @param edit the newest valid edit; null if none
 * @param thread the thread that begins here; null if none
 * @param references the events that refer to it, oldest first
 */
public record Aggregation(
    @Nullable StoredEvent edit, @Nullable ThreadBundle thread, List<EventId> references) {
  /** Copies the list. */
  public Aggregation {
    references = List.copyOf(references);
  }

  boolean isEmpty() {
    return edit == null && thread == null && references.isEmpty();
  }

  /**
   * A thread.
   *
   * @param latest the last event in it
   * @param ofLatest what is told of that one's children; null if nothing
   * @param count how many events are in it, without its root
   * @param participated whether the reader has sent its root or an event in it
   */
  public record ThreadBundle(
      StoredEvent latest, @Nullable Aggregation ofLatest, long count, boolean participated) {}
}
