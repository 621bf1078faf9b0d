package org.matrixee.server.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.matrixee.model.event.StateTuple;
import org.matrixee.store.state.StateStore;

/**
 * The snapshots that a batch makes in one room. Their numbers come at the end, all at once; until
 * then a new snapshot goes by a negative stand-in. A room that forks needs real ones earlier.
 */
final class SnapshotChain {
  private final List<Long> made = new ArrayList<>();
  private final List<Map<StateTuple, Long>> pending = new ArrayList<>();
  private long base;

  /** Begins at a snapshot. */
  SnapshotChain(long base) {
    this.base = base;
  }

  /** The snapshot after the last one, with some slots filled anew: a stand-in. */
  long next(Map<StateTuple, Long> change) {
    pending.add(change);
    return -(made.size() + pending.size());
  }

  /** Writes what is pending: now every stand-in has its number. */
  void settle(StateStore states) {
    if (!pending.isEmpty()) {
      made.addAll(states.withEach(base, pending));
      base = made.get(made.size() - 1);
      pending.clear();
    }
  }

  /**
   * Goes on from another snapshot.
   *
   * @param snapshot a real one
   */
  void restart(long snapshot) {
    if (!pending.isEmpty() || snapshot < 0) {
      throw new IllegalStateException("the chain is not settled");
    }
    base = snapshot;
  }

  /** The number of a snapshot, which may be a stand-in that has been settled. */
  long real(long snapshot) {
    return snapshot < 0 ? made.get((int) -snapshot - 1) : snapshot;
  }
}
