package org.matrixee.store.jpa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Splits keys that are looked up. H2 compares each row that it finds with all of {@code = any(?)}
 * once more, so that ten thousand keys at once take a hundred million comparisons.
 */
public final class Chunks {
  private static final int MOST = 250;

  private Chunks() {}

  /** The keys in their order, not too many at once; nothing for no keys. */
  public static <T> List<List<T>> of(Collection<T> keys) {
    List<T> all = List.copyOf(keys);
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MOST) {
      chunks.add(all.subList(from, Math.min(all.size(), from + MOST)));
    }
    return chunks;
  }
}
