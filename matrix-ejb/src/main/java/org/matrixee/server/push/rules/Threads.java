package org.matrixee.server.push.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.receipt.Receipt;

/**
 * Which thread of a room an event is in.
 *
 * <p>v1.19: client-server, "Threading", "Threaded read receipts".
 */
public final class Threads {
  private static final String RELATES_TO = "m.relates_to";
  private static final String REL_TYPE = "rel_type";
  private static final String EVENT_ID = "event_id";
  private static final String THREAD = "m.thread";

  private Threads() {}

  /** The root of the thread that an event itself says it is in; null if it says nothing. */
  public static @Nullable String rootOf(Event event) {
    return event.content().get(RELATES_TO) instanceof JsonObject relation
            && relation.get(REL_TYPE) instanceof JsonString type
            && type.getString().equals(THREAD)
            && !event.isState()
            && relation.get(EVENT_ID) instanceof JsonString root
        ? root.getString()
        : null;
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
        ? event.id().value().equals(thread) || event.content().containsKey(RELATES_TO)
        : root.equals(thread);
  }
}
