package org.matrixee.store.state;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A node of a {@link StateTrie}; never changed once made. */
public sealed interface StateBlock {
  /** How many children a branch may have; a power of two. */
  int FAN_OUT = 32;

  /** Bits of the key that choose a branch's child. */
  int BITS = 5;

  /** Bytes it takes in memory, roughly. */
  int weight();

  /** The end of a path: keys in rising order, and what they stand for. */
  final class Leaf implements StateBlock {
    private final SlotKey[] keys;
    private final long[] values;

    private Leaf(SlotKey[] keys, long[] values) {
      this.keys = keys;
      this.values = values;
    }

    /** A leaf with these entries. */
    static Leaf of(SortedMap<SlotKey, Long> entries) {
      SlotKey[] keys = entries.keySet().toArray(new SlotKey[0]);
      long[] values = entries.values().stream().mapToLong(Long::longValue).toArray();
      return new Leaf(keys, values);
    }

    int size() {
      return keys.length;
    }

    SlotKey key(int i) {
      return keys[i];
    }

    long value(int i) {
      return values[i];
    }

    /** The place of a key; negative if it is not here. */
    int indexOf(SlotKey key) {
      return Arrays.binarySearch(keys, key);
    }

    /** All entries, those of {@code changes} above our own. */
    SortedMap<SlotKey, Long> mergedWith(Map<SlotKey, Long> changes) {
      TreeMap<SlotKey, Long> merged = new TreeMap<>();
      for (int i = 0; i < keys.length; i++) {
        merged.put(keys[i], values[i]);
      }
      merged.putAll(changes);
      return merged;
    }

    /** Whether all these entries are here already. */
    boolean holds(Map<SlotKey, Long> entries) {
      for (Map.Entry<SlotKey, Long> entry : entries.entrySet()) {
        int i = indexOf(entry.getKey());
        if (i < 0 || values[i] != entry.getValue()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int weight() {
      return 64 + 40 * keys.length;
    }
  }

  /** A fork: the numbers of child blocks by the next bits of the key; 0 where there is none. */
  final class Branch implements StateBlock {
    private final long[] children;

    private Branch(long[] children) {
      this.children = children;
    }

    /** Takes over an array of {@link #FAN_OUT} numbers. */
    static Branch ofOwned(long[] children) {
      return new Branch(children);
    }

    long child(int i) {
      return children[i];
    }

    /** A copy of the children. */
    long[] children() {
      return children.clone();
    }

    @Override
    public int weight() {
      return 64 + 8 * FAN_OUT;
    }
  }

  /** Which child of a branch leads to a key. */
  static int childIndex(SlotKey key, int depth) {
    int perWord = Long.SIZE / BITS;
    long word = depth < perWord ? key.high() : key.low();
    int shift = Long.SIZE - BITS * (depth % perWord + 1);
    return (int) (word >>> shift) & (FAN_OUT - 1);
  }
}
