package org.matrixee.store.stream;

/**
 * Up to where positions of the stream may have been given out, also to rows that are deleted again.
 * Every method needs a running transaction.
 */
public interface StreamMarkStore {
  /** Everything up to here may have been given out; 0 at first. */
  long reserved();

  /** Raises the mark; a lower one than is there already is ignored. */
  void reserve(long upTo);
}
