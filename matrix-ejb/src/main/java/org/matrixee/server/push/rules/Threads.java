package org.matrixee.server.push.rules;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.Relation;
import org.matrixee.model.receipt.Receipt;

/**
 * Which thread of a room an event is in.
 *
 * <p>v1.19: client-server, "Threading", "Threaded read receipts".
 */
public final class Threads {
  private Threads() {}

  /** The root of the thread that an event itself says it is in; null if it says nothing. */
  public static @Nullable String rootOf(Event event) {
    return event.isState()
        ? null
        : Relation.of(event.content())
            .filter(relation -> relation.is(Relation.THREAD))
            .map(relation -> relation.parent().value())
            .orElse(null);
  }

  /** The thread that an event counts in: its root's ID, or {@link Receipt#MAIN}. */
  public static String of(Event event) {
    String root = rootOf(event);
    return root == null ? Receipt.MAIN : root;
  }

  /**
   * Whether an event may be what a receipt of a thread says that it was read. The root is in the
   * main timeline and begins the thread. What relates to an event in a thread in another way, such
   * as a reaction, is in that thread, too, which the event alone does not show.
   */
  public static boolean mayBeIn(Event event, String thread) {
    String root = rootOf(event);
    if (thread.equals(Receipt.MAIN)) {
      return root == null;
    }
    return root == null
        ? event.id().value().equals(thread) || event.content().containsKey(Relation.RELATES_TO)
        : root.equals(thread);
  }
}
