package org.matrixee.store.event;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.store.account.RequestAnswers;

/**
 * Events and the heads of rooms. Every method needs a running transaction.
 *
 * <p>Nothing here reads a whole room to handle one event, and nothing asks once per element: each
 * method is a fixed number of statements, whatever the sizes of its arguments.
 */
public interface EventStore {
  /** Numbers for new events, in rising order; unused ones are lost, which does no harm. */
  long[] nextNids(int count);

  /**
   * Locks rooms until the transaction ends, in the order of their numbers, so that two transactions
   * never wait for each other in a ring. Unknown rooms are left out.
   */
  Map<Long, RoomLock> lock(Collection<Long> roomNids);

  /**
   * Supposes that a room is still as it was left: takes no lock and asks nothing. If the room has
   * moved on, {@link #append} fails, and only then.
   *
   * @param head the room's head as this process left it
   */
  RoomLock suppose(long roomNid, RoomId room, RoomVersion version, RoomHead head);

  /** The heads of locked or supposed rooms, by number. */
  Map<Long, RoomHead> heads(Collection<RoomLock> locks);

  /** The head of a room at this moment, for those who only look; empty if there is no such room. */
  Optional<RoomHead> head(long roomNid);

  /**
   * Writes events, edges, extremities, current state, memberships and heads of several rooms.
   *
   * <p>The exact JSON is kept as it is given. Redactions overwrite it for good.
   *
   * @param answers what the requests are answered that made the events
   * @throws org.matrixee.store.StaleWriteException if a supposed room has moved on, or a request
   *     was answered already
   */
  void append(List<RoomAppend> appends, RequestAnswers answers);

  /** The same for events that no client asked for. */
  default void append(List<RoomAppend> appends) {
    append(appends, RequestAnswers.NONE);
  }

  /** An event by its ID, whatever its status. */
  Optional<StoredEvent> find(EventId id);

  /** Events by their IDs; unknown ones are left out. */
  Map<EventId, StoredEvent> findAll(Collection<EventId> ids);

  /** Events by their numbers; unknown ones are left out. */
  Map<Long, StoredEvent> findAllByNid(Collection<Long> nids);

  /** One page of a room's accepted events in timeline order. */
  List<StoredEvent> page(TimelineQuery query);

  /**
   * The newest accepted non-state events of each room in timeline order, oldest first; rooms
   * without any are left out.
   *
   * @param perRoom how many of each room; 0 gives none
   * @param upToPosition events above this stream position are not visible yet
   */
  Map<Long, List<StoredEvent>> recentMessages(
      Collection<Long> roomNids, int perRoom, long upToPosition);

  /** The same with state events. */
  Map<Long, List<StoredEvent>> recent(Collection<Long> roomNids, int perRoom, long upToPosition);

  /**
   * Accepted events in stream order: those of the given rooms, and membership events of {@code
   * self} in any room.
   *
   * @param after the position after which to begin
   * @param upTo the last position to include
   */
  List<StoredEvent> stream(
      long after, long upTo, Collection<Long> roomNids, UserId self, int limit);

  /** The greatest stream position ever written; 0 if none. */
  long maxPosition();
}
