package org.matrixee.server.federation.out;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.federation.out.rules.OutgoingEdu;

/** EDUs for one server that are not worth keeping: few, and none that is old. Not thread-safe. */
final class WaitingEdus {
  /** Beyond that the oldest go: nobody needs them all after an outage. */
  static final int MOST = 500;

  static final Duration STALE = Duration.ofMinutes(3);

  private final Deque<Item> items = new ArrayDeque<>();

  /**
   * An EDU.
   *
   * @param content by the time at which it is sent
   * @param key what it says anew; null if nothing
   */
  record Item(String type, LongFunction<JsonObject> content, @Nullable String key, long sinceTs) {
    OutgoingEdu edu(long nowTs) {
      return new OutgoingEdu(type, content.apply(nowTs));
    }

    private boolean isReplacedBy(Item other) {
      return key != null && key.equals(other.key) && Objects.equals(type, other.type);
    }

    boolean isStale(long nowTs) {
      return nowTs - sinceTs > STALE.toMillis();
    }
  }

  void add(Item item) {
    items.removeIf(older -> older.isReplacedBy(item) || older.isStale(item.sinceTs()));
    if (items.size() == MOST) {
      items.removeFirst();
    }
    items.addLast(item);
  }

  /** Takes the oldest that are not stale. */
  List<Item> take(int most, long nowTs) {
    items.removeIf(item -> item.isStale(nowTs));
    List<Item> taken = new ArrayList<>(Math.min(most, items.size()));
    while (taken.size() < most && !items.isEmpty()) {
      taken.add(items.removeFirst());
    }
    return taken;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }
}
