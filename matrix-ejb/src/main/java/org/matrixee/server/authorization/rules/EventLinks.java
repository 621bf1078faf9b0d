package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;

/**
 * What ties a candidate to its room and to other events, as far as the rules of the room versions 1
 * to 12 ask. The rules of 2014 do not.
 *
 * @param id the event's ID; null while a draft has none
 * @param room the room that the candidate names; null if it names none, as {@code m.room.create}
 *     from room version 12
 * @param prevEvents its predecessors
 * @param signers the names of the servers that have signed it. Whether their signatures are right
 *     was checked on receipt; for drafts the servers that are going to sign
 */
public record EventLinks(
    @Nullable EventId id, @Nullable RoomId room, List<EventId> prevEvents, Set<String> signers) {
  /** Copies the collections. */
  public EventLinks {
    prevEvents = List.copyOf(prevEvents);
    signers = Set.copyOf(signers);
  }

  /** Those of an event. */
  public static EventLinks of(Event event) {
    return new EventLinks(
        event.id(),
        event.pdu().containsKey("room_id") ? event.room() : null,
        event.prevEvents().stream().map(EventReference::id).toList(),
        event.pdu().get("signatures") instanceof JsonObject signatures
            ? new TreeSet<>(signatures.keySet())
            : Set.of());
  }

  /**
   * Those of a draft that this server is going to sign.
   *
   * @param room null if the draft creates a room whose ID comes of it
   */
  public static EventLinks of(EventDraft draft, @Nullable RoomId room, List<EventId> prevEvents) {
    return new EventLinks(
        null, room, prevEvents, Set.of(AuthQuestion.domain(draft.sender().value())));
  }
}
