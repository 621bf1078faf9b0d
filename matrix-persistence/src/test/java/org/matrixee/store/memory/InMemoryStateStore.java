package org.matrixee.store.memory;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.store.memory.Tables.CurrentRow;
import org.matrixee.store.memory.Tables.InRoom;
import org.matrixee.store.state.StateStore;

/** State in memory; a snapshot is a whole map. */
final class InMemoryStateStore implements StateStore {
  private final InMemoryStores stores;

  InMemoryStateStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public List<Long> withEach(long snapshot, List<Map<StateTuple, Long>> steps) {
    List<Long> snapshots = new ArrayList<>();
    long last = snapshot;
    for (Map<StateTuple, Long> step : steps) {
      Map<StateTuple, Long> changed = new HashMap<>(map(last));
      changed.putAll(step);
      if (!changed.equals(map(last))) {
        last = stores.tables().nextNid();
        stores.tables().journal.put(stores.tables().snapshots, last, Map.copyOf(changed));
      }
      snapshots.add(last);
    }
    return snapshots;
  }

  @Override
  public Map<Long, Map<StateTuple, Long>> findEach(
      Collection<Long> snapshots, Collection<StateTuple> slots) {
    Map<Long, Map<StateTuple, Long>> each = new HashMap<>();
    for (long snapshot : snapshots) {
      Map<StateTuple, Long> found = new HashMap<>(map(snapshot));
      found.keySet().retainAll(slots);
      each.put(snapshot, found);
    }
    return each;
  }

  @Override
  public List<Long> all(long snapshot) {
    return List.copyOf(map(snapshot).values());
  }

  @Override
  public List<Set<Long>> differences(List<Long> snapshots) {
    List<Map<StateTuple, Long>> maps = snapshots.stream().map(this::map).toList();
    List<Set<Long>> differing = new ArrayList<>();
    for (Map<StateTuple, Long> map : maps) {
      Set<Long> own = new HashSet<>();
      map.forEach(
          (slot, event) -> {
            if (!maps.stream().allMatch(other -> event.equals(other.get(slot)))) {
              own.add(event);
            }
          });
      differing.add(own);
    }
    return differing;
  }

  private Map<StateTuple, Long> map(long snapshot) {
    if (snapshot == EMPTY) {
      return Map.of();
    }
    Map<StateTuple, Long> map = stores.tables().snapshots.get(snapshot);
    if (map == null) {
      throw new IllegalStateException("state block " + snapshot + " is missing");
    }
    return map;
  }

  @Override
  public Map<Long, Map<StateTuple, StoredEvent>> current(
      Map<Long, ? extends Collection<StateTuple>> slots) {
    Map<Long, Map<StateTuple, StoredEvent>> byRoom = new HashMap<>();
    slots.forEach(
        (roomNid, tuples) -> {
          for (StateTuple slot : tuples) {
            CurrentRow row = stores.tables().currentState.get(new InRoom<>(roomNid, slot));
            if (row != null) {
              byRoom
                  .computeIfAbsent(roomNid, key -> new HashMap<>())
                  .put(slot, stores.tables().stored(row.eventNid()));
            }
          }
        });
    return byRoom;
  }

  @Override
  public Map<Long, List<StoredEvent>> currentAll(Collection<Long> roomNids) {
    return current(roomNids, slot -> true, Long.MIN_VALUE);
  }

  @Override
  public Map<Long, List<StoredEvent>> currentWithout(Collection<Long> roomNids, String type) {
    return current(roomNids, slot -> !slot.type().equals(type), Long.MIN_VALUE);
  }

  @Override
  public Map<Long, List<StoredEvent>> currentSince(Collection<Long> roomNids, long after) {
    return current(roomNids, slot -> true, after);
  }

  @Override
  public List<StoredEvent> currentOfType(long roomNid, String type) {
    return current(List.of(roomNid), slot -> slot.type().equals(type), Long.MIN_VALUE)
        .getOrDefault(roomNid, List.of());
  }

  private Map<Long, List<StoredEvent>> current(
      Collection<Long> roomNids, Predicate<StateTuple> wanted, long after) {
    return stores.tables().currentState.entrySet().stream()
        .filter(entry -> roomNids.contains(entry.getKey().roomNid()))
        .filter(entry -> wanted.test(entry.getKey().key()))
        .filter(entry -> entry.getValue().position() > after)
        .map(entry -> stores.tables().stored(entry.getValue().eventNid()))
        .sorted(comparing(event -> new TimelinePosition(event.depth(), event.position())))
        .collect(groupingBy(StoredEvent::roomNid));
  }
}
