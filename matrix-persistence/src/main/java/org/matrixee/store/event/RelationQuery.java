package org.matrixee.store.event;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.model.id.EventId;

/**
 * A page of the events that relate to some others.
 *
 * @param roomNid the room's number; events of other rooms relate to nothing in it
 * @param parents what they relate to
 * @param relType the only kind of relation; null for all
 * @param type the only type of event; null for all
 * @param from the gap to begin at; null begins at the oldest (forwards) or newest (backwards) event
 * @param to the gap to stop at; null for none
 * @param backwards newest first
 * @param upToPosition events above this stream position are not visible
 * @param limit how many at most
 */
public record RelationQuery(
    long roomNid,
    Set<EventId> parents,
    @Nullable String relType,
    @Nullable String type,
    @Nullable TimelinePosition from,
    @Nullable TimelinePosition to,
    boolean backwards,
    long upToPosition,
    int limit) {
  /** Copies the set. */
  public RelationQuery {
    parents = Set.copyOf(parents);
  }
}
