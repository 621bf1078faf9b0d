package org.matrixee.store.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * State snapshots as a persistent hash trie: a map from slots to event numbers, in immutable
 * blocks. A change writes the blocks on the paths to the changed slots; all others are shared with
 * the snapshot before.
 *
 * <p>A snapshot is named by the number of its root block; 0 is the empty one. Blocks are fetched
 * level by level, so that the number of look-ups grows with the depth (three for 10,000 slots) and
 * not with the number of slots asked for.
 *
 * <p>One object serves one transaction, and is not thread-safe.
 */
public final class StateTrie {
  /** A leaf with more entries than this becomes a branch. */
  static final int MAX_LEAF = 16;

  /** At this depth the bits of the key are used up. */
  private static final int MAX_DEPTH = 2 * (Long.SIZE / StateBlock.BITS);

  private final Source source;
  private final LongSupplier newNid;
  private final Map<Long, StateBlock> known = new HashMap<>();
  private final Map<Long, StateBlock> made = new LinkedHashMap<>();

  /**
   * A view of stored blocks.
   *
   * @param newNid gives numbers for new blocks
   */
  public StateTrie(Source source, LongSupplier newNid) {
    this.source = source;
    this.newNid = newNid;
  }

  /** Where blocks are kept. */
  @FunctionalInterface
  public interface Source {
    /**
     * Blocks by number.
     *
     * @throws IllegalStateException if one is missing
     */
    Map<Long, StateBlock> load(Collection<Long> nids);
  }

  /** The event numbers of some slots; empty slots are left out. */
  public Map<SlotKey, Long> find(long root, Collection<SlotKey> keys) {
    fetchPaths(root, keys);
    Map<SlotKey, Long> found = new HashMap<>();
    for (SlotKey key : keys) {
      long nid = root;
      int depth = 0;
      while (nid != 0 && block(nid) instanceof StateBlock.Branch branch) {
        nid = branch.child(StateBlock.childIndex(key, depth++));
      }
      if (nid != 0 && block(nid) instanceof StateBlock.Leaf leaf) {
        int i = leaf.indexOf(key);
        if (i >= 0) {
          found.put(key, leaf.value(i));
        }
      }
    }
    return found;
  }

  /** The event numbers of all slots, in no order. */
  public List<Long> all(long root) {
    List<Long> values = new ArrayList<>();
    Set<Long> level = root == 0 ? Set.of() : Set.of(root);
    while (!level.isEmpty()) {
      fetch(level);
      Set<Long> next = new HashSet<>();
      for (long nid : level) {
        StateBlock block = block(nid);
        if (block instanceof StateBlock.Leaf leaf) {
          for (int i = 0; i < leaf.size(); i++) {
            values.add(leaf.value(i));
          }
        } else if (block instanceof StateBlock.Branch branch) {
          for (int i = 0; i < StateBlock.FAN_OUT; i++) {
            if (branch.child(i) != 0) {
              next.add(branch.child(i));
            }
          }
        }
      }
      level = next;
    }
    return values;
  }

  /**
   * The event numbers of several snapshots in the slots in which not all agree; see {@link
   * StateStore#differences}.
   */
  public List<Set<Long>> differences(List<Long> roots) {
    return new TrieDifferences(roots.size(), this::fetched).of(roots);
  }

  /** Blocks by number, fetched at once where they are not known yet. */
  private Map<Long, StateBlock> fetched(Collection<Long> nids) {
    fetch(nids);
    Map<Long, StateBlock> blocks = new HashMap<>();
    nids.forEach(nid -> blocks.put(nid, block(nid)));
    return blocks;
  }

  /**
   * Fills some slots anew.
   *
   * @return the new root; the same if nothing changes
   */
  public long set(long root, Map<SlotKey, Long> changes) {
    if (changes.isEmpty()) {
      return root;
    }
    fetchPaths(root, changes.keySet());
    return set(root, 0, new TreeMap<>(changes));
  }

  /** The blocks made by {@link #set}, to be stored by the caller. */
  public Map<Long, StateBlock> made() {
    return made;
  }

  private long set(long nid, int depth, SortedMap<SlotKey, Long> changes) {
    if (nid == 0) {
      return build(changes, depth);
    }
    StateBlock block = block(nid);
    if (block instanceof StateBlock.Leaf leaf) {
      return leaf.holds(changes) ? nid : build(leaf.mergedWith(changes), depth);
    }
    if (block instanceof StateBlock.Branch branch) {
      long[] children = branch.children();
      boolean changed = false;
      for (Map.Entry<Integer, SortedMap<SlotKey, Long>> group :
          byChild(changes, depth).entrySet()) {
        int i = group.getKey();
        long child = set(children[i], depth + 1, group.getValue());
        changed |= child != children[i];
        children[i] = child;
      }
      return changed ? add(StateBlock.Branch.ofOwned(children)) : nid;
    }
    throw new AssertionError(block);
  }

  private long build(SortedMap<SlotKey, Long> entries, int depth) {
    if (entries.size() <= MAX_LEAF || depth == MAX_DEPTH) {
      return add(StateBlock.Leaf.of(entries));
    }
    long[] children = new long[StateBlock.FAN_OUT];
    byChild(entries, depth).forEach((i, group) -> children[i] = build(group, depth + 1));
    return add(StateBlock.Branch.ofOwned(children));
  }

  private long add(StateBlock block) {
    long nid = newNid.getAsLong();
    made.put(nid, block);
    known.put(nid, block);
    return nid;
  }

  private static Map<Integer, SortedMap<SlotKey, Long>> byChild(
      SortedMap<SlotKey, Long> entries, int depth) {
    Map<Integer, SortedMap<SlotKey, Long>> groups = new TreeMap<>();
    entries.forEach(
        (key, value) ->
            groups
                .computeIfAbsent(StateBlock.childIndex(key, depth), i -> new TreeMap<>())
                .put(key, value));
    return groups;
  }

  /** Fetches the blocks on the way to some keys, one level at a time. */
  private void fetchPaths(long root, Collection<SlotKey> keys) {
    fetch(Set.of(root), keys);
  }

  /** Fetches what {@link #find} looks at in several snapshots, at once. */
  public void fetch(Collection<Long> roots, Collection<SlotKey> keys) {
    Map<Long, List<SlotKey>> level = new HashMap<>();
    for (long root : roots) {
      if (root != 0) {
        level.put(root, List.copyOf(keys));
      }
    }
    for (int depth = 0; !level.isEmpty(); depth++) {
      fetch(level.keySet());
      Map<Long, List<SlotKey>> next = new HashMap<>();
      for (Map.Entry<Long, List<SlotKey>> entry : level.entrySet()) {
        if (block(entry.getKey()) instanceof StateBlock.Branch branch) {
          for (SlotKey key : entry.getValue()) {
            long child = branch.child(StateBlock.childIndex(key, depth));
            if (child != 0) {
              next.computeIfAbsent(child, nid -> new ArrayList<>()).add(key);
            }
          }
        }
      }
      level = next;
    }
  }

  private void fetch(Collection<Long> nids) {
    List<Long> missing = nids.stream().filter(nid -> !known.containsKey(nid)).toList();
    if (!missing.isEmpty()) {
      known.putAll(source.load(missing));
    }
  }

  private StateBlock block(long nid) {
    StateBlock block = known.get(nid);
    if (block == null) {
      throw new IllegalStateException("state block " + nid + " is missing");
    }
    return block;
  }
}
