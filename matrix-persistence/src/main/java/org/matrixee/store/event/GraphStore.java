package org.matrixee.store.event;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.id.EventId;

/**
 * The graphs of rooms, without what their events say. Written by {@link EventStore#append}. Every
 * method needs a running transaction and is one statement.
 */
public interface GraphStore {
  /** Points of graphs by event; unknown ones are left out. */
  Map<EventId, GraphNode> nodes(Collection<EventId> ids);

  /** Who awaits these events; those that nobody awaits are left out. */
  List<AwaitedEvent> awaited(Collection<EventId> ids);

  /**
   * Where a room's history has gaps: missing predecessors, the newest first.
   *
   * @param fromDepth events that name a missing one and lie lower are left out
   * @param toDepth and so are those that lie higher
   */
  List<AwaitedEvent> gaps(long roomNid, long fromDepth, long toDepth, int limit);

  /**
   * State events of a room, those that they replace, those that these replace, and so on. Where the
   * state before an event is known, what it replaces is what was there; only of an outlier, or of
   * history that was fetched later, its own word counts, and then only if that is held, of the same
   * slot, and lower.
   *
   * @param most how many are followed from each; the last one's own link may be followed next
   * @return by event; what is not held, or is not state of this room, is left out
   */
  Map<EventId, StateLink> links(long roomNid, Collection<EventId> from, int most);
}
