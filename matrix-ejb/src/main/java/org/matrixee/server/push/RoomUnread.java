package org.matrixee.server.push;

import java.util.Map;

/**
 * How much of a room a user has not read.
 *
 * <p>v1.19: client-server, "Receiving notifications".
 *
 * @param main what is in no thread
 * @param threads what is in each thread, by its root; threads without are left out
 */
public record RoomUnread(Count main, Map<String, Count> threads) {
  /** Copies the map. */
  public RoomUnread {
    threads = Map.copyOf(threads);
  }

  /**
   * Numbers of events.
   *
   * @param notified those that the user is to be told of
   * @param highlighted those among them that stand out
   */
  public record Count(long notified, long highlighted) {
    /** Nothing. */
    public static final Count NONE = new Count(0, 0);

    Count plus(boolean highlight) {
      return new Count(notified + 1, highlighted + (highlight ? 1 : 0));
    }
  }

  /** All of it, for clients that know no threads. */
  public Count total() {
    long notified = main.notified();
    long highlighted = main.highlighted();
    for (Count thread : threads.values()) {
      notified += thread.notified();
      highlighted += thread.highlighted();
    }
    return new Count(notified, highlighted);
  }
}
