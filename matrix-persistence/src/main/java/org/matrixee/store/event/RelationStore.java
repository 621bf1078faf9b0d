package org.matrixee.store.event;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;

/**
 * Which accepted events relate to which, written by {@link EventStore#append}; a redacted event
 * relates to nothing. Every method needs a running transaction and is one statement.
 *
 * <p>In all of them, events above a stream position are not visible, and a relation to an event of
 * another room is none.
 */
public interface RelationStore {
  /** What has children, of those kinds that servers aggregate, by room and parent. */
  Map<Long, Map<EventId, Set<String>>> aggregated(Collection<EventId> parents);

  /** One page of related events in timeline order. */
  List<StoredEvent> page(RelationQuery query);

  /** Some of the events that relate to some others, the newest. */
  Set<EventId> children(long roomNid, Collection<EventId> parents, long upToPosition, int limit);

  /**
   * The numbers of the newest edits: complete ones, of the sender and type of an event that is
   * neither state nor redacted. The newest by the clock of its origin.
   */
  Map<EventId, Long> newestEdits(long roomNid, Collection<EventId> originals, long upToPosition);

  /**
   * A thread.
   *
   * @param latestNid the number of the last event in it
   * @param count how many events are in it, without its root
   * @param participated whether a certain user has sent one of them
   */
  record ThreadSummary(long latestNid, long count, boolean participated) {}

  /** Threads by their roots. */
  Map<EventId, ThreadSummary> threads(
      long roomNid, Collection<EventId> roots, UserId participant, long upToPosition);

  /**
   * A thread in the list of a room.
   *
   * @param latestPosition the stream position of the last event in it
   */
  record ThreadRoot(EventId root, long latestPosition) {}

  /**
   * The threads of a room, those with the newest events first.
   *
   * @param participant only threads whose root, or an event in them, is this user's; null for all
   * @param before only threads whose newest event has a lower stream position
   */
  List<ThreadRoot> threadRoots(
      long roomNid, @Nullable UserId participant, long before, long upToPosition, int limit);

  /**
   * The events that refer to others, oldest first.
   *
   * @param perParent the most of each
   */
  Map<EventId, List<EventId>> references(
      long roomNid, Collection<EventId> parents, long upToPosition, int perParent);

  /** The numbers of the annotations that are there already, whatever their positions. */
  Map<AnnotationKey, Long> annotations(Collection<AnnotationKey> keys);
}
