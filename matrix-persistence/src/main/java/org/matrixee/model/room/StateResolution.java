package org.matrixee.model.room;

/** How forks of a room's state are brought together. */
public sealed interface StateResolution {
  /** October 2014: a tree of replacements for each slot (federation-v1, section 8). */
  record PrevStateTree() implements StateResolution {}

  /** Room version 1. */
  record V1() implements StateResolution {}

  /**
   * Room versions 2 to 12.
   *
   * @param emptyStart version 2.1: the iterative checks begin with an empty state
   * @param conflictedSubgraph version 2.1: the conflicted set takes in the subgraph between
   */
  record V2(boolean emptyStart, boolean conflictedSubgraph) implements StateResolution {}
}
