package org.matrixee.store.state;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;

/**
 * State of rooms. Snapshots are immutable and share their blocks: changing one slot of 10,000
 * writes the few blocks on its path (under 2 KB). Every method needs a running transaction.
 */
public interface StateStore {
  /** The number of the empty state. */
  long EMPTY = 0;

  /**
   * A snapshot with some slots filled anew.
   *
   * @param snapshot the snapshot to start from; it stays as it is
   * @param changes event numbers by slot
   * @return the new snapshot's number; the same if nothing changes
   */
  default long with(long snapshot, Map<StateTuple, Long> changes) {
    return withEach(snapshot, List.of(changes)).get(0);
  }

  /**
   * The snapshots after each of several changes that follow each other, written at once.
   *
   * @param snapshot the snapshot to start from; it stays as it is
   * @param steps event numbers by slot, one map for each change
   * @return the number after each step; that of the step before if nothing changes
   */
  List<Long> withEach(long snapshot, List<Map<StateTuple, Long>> steps);

  /** Event numbers of some slots of a snapshot; empty slots are left out. */
  default Map<StateTuple, Long> find(long snapshot, Collection<StateTuple> slots) {
    return findEach(List.of(snapshot), slots).getOrDefault(snapshot, Map.of());
  }

  /** The same for several snapshots, with an entry for each. */
  Map<Long, Map<StateTuple, Long>> findEach(
      Collection<Long> snapshots, Collection<StateTuple> slots);

  /** The numbers of all events of a snapshot. */
  List<Long> all(long snapshot);

  /**
   * Where snapshots differ: for each, the numbers of its events in the slots in which not all have
   * the same one. What the snapshots share is not looked at.
   *
   * @return one set for each snapshot, in order; all empty if the snapshots say the same
   */
  List<Set<Long>> differences(List<Long> snapshots);

  /** Current events of some slots of some rooms, by room; empty slots are left out. */
  Map<Long, Map<StateTuple, StoredEvent>> current(
      Map<Long, ? extends Collection<StateTuple>> slots);

  /** All current state events of some rooms, by room, oldest first. */
  Map<Long, List<StoredEvent>> currentAll(Collection<Long> roomNids);

  /** The same without the events of one type. */
  Map<Long, List<StoredEvent>> currentWithout(Collection<Long> roomNids, String type);

  /**
   * Current state events of some rooms whose slots were filled after a position of the stream, by
   * room, oldest first. An older event that counts again is among them.
   */
  Map<Long, List<StoredEvent>> currentSince(Collection<Long> roomNids, long after);

  /** All current state events of one type of a room, oldest first. */
  List<StoredEvent> currentOfType(long roomNid, String type);
}
