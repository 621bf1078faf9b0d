package org.matrixee.server.event.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;

/**
 * The place that a room gives to a new event of this server.
 *
 * @param room null for the event that creates a room whose ID comes of that event
 * @param origin this server
 * @param localId unique at this server for ever; in 2014 rooms letters and digits only
 * @param originServerTs now, ms since 1970
 * @param depth 1 + the greatest depth of {@code prevEvents}; cut to the greatest number that JSON
 *     carries
 * @param prevEvents the room's forward extremities
 * @param authEvents the events that allow it; empty in 2014 rooms
 * @param prevState the state event that it replaces; null if none
 * @param senderLevel the sender's level; written for state events of 2014 rooms
 * @param requiredLevel the level needed to replace it, from the stamp rules; null if none
 */
public record EventPlace(
    @Nullable RoomId room,
    ServerName origin,
    String localId,
    long originServerTs,
    long depth,
    List<EventReference> prevEvents,
    List<EventReference> authEvents,
    @Nullable EventId prevState,
    long senderLevel,
    @Nullable Long requiredLevel) {

  /** Copies the lists. */
  public EventPlace {
    prevEvents = List.copyOf(prevEvents);
    authEvents = List.copyOf(authEvents);
  }

  /** The room, for every event but one that makes its ID. */
  RoomId knownRoom() {
    RoomId known = room;
    if (known == null) {
      throw new IllegalStateException("the place names no room");
    }
    return known;
  }
}
