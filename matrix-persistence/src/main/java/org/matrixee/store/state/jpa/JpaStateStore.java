package org.matrixee.store.state.jpa;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.EventReader;
import org.matrixee.store.jpa.NidAllocator;
import org.matrixee.store.jpa.TableWriter;
import org.matrixee.store.state.SlotKey;
import org.matrixee.store.state.StateBlock;
import org.matrixee.store.state.StateBlockCodec;
import org.matrixee.store.state.StateStore;
import org.matrixee.store.state.StateTrie;

/** State in {@code state_block} and {@code current_state}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaStateStore implements StateStore {
  private static final long MAX_CACHED_BYTES = 32L << 20;

  private static final TableWriter BLOCKS =
      TableWriter.inserting("state_block", Column.bigint("nid"), Column.bytes("body"));

  private static final String CURRENT =
      EventReader.SELECT + " from current_state c join event e on e.nid = c.event_nid where ";

  private static final String OLDEST_FIRST = " order by e.depth, e.stream_pos";

  private Database database;
  private NidAllocator nids;
  private EventReader events;

  /**
   * Blocks by number, those of running transactions too. That does no harm: a block never changes,
   * its number is never given again, and the number of one that was rolled back stands in no row
   * that anybody can read.
   */
  private final Cache<Long, StateBlock> blocks =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CACHED_BYTES)
          .weigher((Long nid, StateBlock block) -> block.weight())
          .build();

  @Inject
  JpaStateStore(Database database, NidAllocator nids, EventReader events) {
    this.database = database;
    this.nids = nids;
    this.events = events;
  }

  /** For the container's proxy. */
  protected JpaStateStore() {}

  @Override
  public List<Long> withEach(long snapshot, List<Map<StateTuple, Long>> steps) {
    StateTrie trie = trie();
    List<Long> roots = new ArrayList<>(steps.size());
    long root = snapshot;
    for (Map<StateTuple, Long> step : steps) {
      Map<SlotKey, Long> changes = new HashMap<>();
      step.forEach((slot, event) -> changes.put(SlotKey.of(slot), event));
      root = trie.set(root, changes);
      roots.add(root);
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    trie.made()
        .forEach((nid, block) -> rows.add(new Object[] {nid, StateBlockCodec.encode(block)}));
    BLOCKS.write(database, rows);
    blocks.putAll(trie.made());
    return roots;
  }

  @Override
  public Map<Long, Map<StateTuple, Long>> findEach(
      Collection<Long> snapshots, Collection<StateTuple> slots) {
    Map<SlotKey, StateTuple> keys = new LinkedHashMap<>();
    slots.forEach(slot -> keys.put(SlotKey.of(slot), slot));
    StateTrie trie = trie();
    trie.fetch(snapshots, keys.keySet());
    Map<Long, Map<StateTuple, Long>> each = new HashMap<>();
    for (long snapshot : snapshots) {
      Map<StateTuple, Long> found = new HashMap<>();
      trie.find(snapshot, keys.keySet())
          .forEach((key, event) -> found.put(Objects.requireNonNull(keys.get(key)), event));
      each.put(snapshot, found);
    }
    return each;
  }

  @Override
  public List<Long> all(long snapshot) {
    return trie().all(snapshot);
  }

  @Override
  public List<Set<Long>> differences(List<Long> snapshots) {
    return trie().differences(snapshots);
  }

  @Override
  public Map<Long, Map<StateTuple, StoredEvent>> current(
      Map<Long, ? extends Collection<StateTuple>> slots) {
    Set<UUID> keys = new HashSet<>();
    slots.values().forEach(tuples -> tuples.forEach(t -> keys.add(SlotKey.of(t).toUuid())));
    if (keys.isEmpty()) {
      return Map.of();
    }
    List<StoredEvent> found =
        events.read(
            CURRENT + "c.room_nid = any(?) and c.slot = any(?)",
            (connection, statement) -> {
              statement.setArray(1, Database.numbers(connection, slots.keySet()));
              statement.setArray(2, Database.uuids(connection, keys));
            });
    Map<Long, Map<StateTuple, StoredEvent>> byRoom = new HashMap<>();
    for (StoredEvent event : found) {
      StateTuple slot = new StateTuple(event.type(), stateKey(event));
      // The statement asks for the slots of each room in all rooms.
      Collection<StateTuple> wanted = slots.get(event.roomNid());
      if (wanted != null && wanted.contains(slot)) {
        byRoom.computeIfAbsent(event.roomNid(), nid -> new HashMap<>()).put(slot, event);
      }
    }
    return byRoom;
  }

  @Override
  public Map<Long, List<StoredEvent>> currentAll(Collection<Long> roomNids) {
    if (roomNids.isEmpty()) {
      return Map.of();
    }
    List<StoredEvent> found =
        events.read(
            CURRENT + "c.room_nid = any(?)",
            (connection, statement) ->
                statement.setArray(1, Database.numbers(connection, roomNids)));
    return EventReader.timelines(found);
  }

  @Override
  public Map<Long, List<StoredEvent>> currentWithout(Collection<Long> roomNids, String type) {
    if (roomNids.isEmpty()) {
      return Map.of();
    }
    List<StoredEvent> found =
        events.read(
            CURRENT + "c.room_nid = any(?) and c.type <> ?",
            (connection, statement) -> {
              statement.setArray(1, Database.numbers(connection, roomNids));
              statement.setString(2, type);
            });
    return EventReader.timelines(found);
  }

  @Override
  public Map<Long, List<StoredEvent>> currentSince(Collection<Long> roomNids, long after) {
    if (roomNids.isEmpty()) {
      return Map.of();
    }
    List<StoredEvent> found =
        events.read(
            CURRENT + "c.room_nid = any(?) and c.stream_pos > ?",
            (connection, statement) -> {
              statement.setArray(1, Database.numbers(connection, roomNids));
              statement.setLong(2, after);
            });
    return EventReader.timelines(found);
  }

  @Override
  public List<StoredEvent> currentOfType(long roomNid, String type) {
    return events.read(
        CURRENT + "c.room_nid = ? and c.type = ?" + OLDEST_FIRST,
        (connection, statement) -> {
          statement.setLong(1, roomNid);
          statement.setString(2, type);
        });
  }

  private static String stateKey(StoredEvent event) {
    String key = event.stateKey();
    if (key == null) {
      throw new IllegalStateException("event " + event.nid() + " is current state without a key");
    }
    return key;
  }

  private StateTrie trie() {
    return new StateTrie(this::load, () -> nids.take(1)[0]);
  }

  private Map<Long, StateBlock> load(Collection<Long> wanted) {
    Map<Long, StateBlock> loaded = new HashMap<>(blocks.getAllPresent(wanted));
    List<Long> missing = wanted.stream().filter(nid -> !loaded.containsKey(nid)).toList();
    if (!missing.isEmpty()) {
      Map<Long, StateBlock> read = readBlocks(missing);
      blocks.putAll(read);
      loaded.putAll(read);
    }
    return loaded;
  }

  private Map<Long, StateBlock> readBlocks(List<Long> wanted) {
    return database.sql(
        connection -> {
          Map<Long, StateBlock> read = new HashMap<>();
          try (PreparedStatement statement =
              connection.prepareStatement("select nid, body from state_block where nid = any(?)")) {
            statement.setArray(1, Database.numberKeys(connection, wanted));
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                read.put(row.getLong(1), StateBlockCodec.decode(row.getBytes(2)));
              }
            }
          }
          return read;
        });
  }
}
