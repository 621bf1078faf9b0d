package org.matrixee.server.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.ServerName;
import org.matrixee.store.event.RoomHead;

/**
 * A room's head and some of its current state, between two batches.
 *
 * @param head where the next event is attached
 * @param slots what is known of the state: an event, or that the slot is empty
 * @param servers servers with a joined user
 * @param after the snapshots after some of the newest events, where they are not the head's
 */
record RoomCache(
    RoomHead head,
    Map<StateTuple, Optional<KnownEvent>> slots,
    Set<ServerName> servers,
    Map<EventId, Long> after) {
  /** More slots than this are not worth their memory: then all are forgotten and read anew. */
  private static final int MAX_SLOTS = 4000;

  /** This room after a batch. The map is changed in place: only the room's one writer uses it. */
  RoomCache after(
      RoomHead newHead,
      Map<StateTuple, Optional<KnownEvent>> changes,
      Set<ServerName> newServers,
      Map<EventId, Long> newAfter) {
    Map<StateTuple, Optional<KnownEvent>> kept =
        slots.size() + changes.size() > MAX_SLOTS ? new HashMap<>() : slots;
    kept.putAll(changes);
    return new RoomCache(newHead, kept, newServers, newAfter);
  }
}
