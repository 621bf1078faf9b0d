package org.matrixee.store.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds where several snapshots differ. Walks down side by side, one level at a time, and passes
 * over whatever block all of them share: the cost grows with the differences, not with the state.
 */
final class TrieDifferences {
  private final int roots;
  private final Function<Collection<Long>, Map<Long, StateBlock>> source;

  /** For each slot that was met, the event of each snapshot; 0 where it has none. */
  private final Map<SlotKey, long[]> met = new HashMap<>();

  /**
   * A comparison.
   *
   * @param roots how many snapshots there are
   * @param source gives blocks by their numbers
   */
  TrieDifferences(int roots, Function<Collection<Long>, Map<Long, StateBlock>> source) {
    this.roots = roots;
    this.source = source;
  }

  /** For each snapshot, its events in the slots that not all agree on. */
  List<Set<Long>> of(List<Long> snapshots) {
    List<long[]> level = new ArrayList<>();
    addUnlessSame(level, snapshots.stream().mapToLong(Long::longValue).toArray());
    while (!level.isEmpty()) {
      level = descend(level);
    }
    List<Set<Long>> differing = new ArrayList<>(roots);
    for (int i = 0; i < roots; i++) {
      differing.add(new HashSet<>());
    }
    for (long[] events : met.values()) {
      if (Arrays.stream(events).distinct().count() > 1) {
        for (int i = 0; i < roots; i++) {
          if (events[i] != 0) {
            differing.get(i).add(events[i]);
          }
        }
      }
    }
    return differing;
  }

  /** The places below; at each, the number of every snapshot's block, 0 where it has none. */
  private List<long[]> descend(List<long[]> level) {
    Set<Long> wanted = new HashSet<>();
    level.forEach(place -> Arrays.stream(place).filter(nid -> nid != 0).forEach(wanted::add));
    Map<Long, StateBlock> blocks = source.apply(wanted);
    List<long[]> below = new ArrayList<>();
    for (long[] place : level) {
      long[][] children = new long[StateBlock.FAN_OUT][roots];
      for (int i = 0; i < roots; i++) {
        StateBlock block = blocks.get(place[i]);
        if (block instanceof StateBlock.Leaf leaf) {
          note(i, leaf);
        } else if (block instanceof StateBlock.Branch branch) {
          for (int child = 0; child < StateBlock.FAN_OUT; child++) {
            children[child][i] = branch.child(child);
          }
        }
      }
      for (long[] child : children) {
        // A snapshot that ends in a leaf here has 0 below, so that the others are looked at.
        addUnlessSame(below, child);
      }
    }
    return below;
  }

  private void note(int snapshot, StateBlock.Leaf leaf) {
    for (int i = 0; i < leaf.size(); i++) {
      met.computeIfAbsent(leaf.key(i), key -> new long[roots])[snapshot] = leaf.value(i);
    }
  }

  private static void addUnlessSame(List<long[]> level, long[] place) {
    if (Arrays.stream(place).distinct().count() > 1) {
      level.add(place);
    }
  }
}
