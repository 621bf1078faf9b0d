package org.matrixee.model.event;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;

/**
 * An event of a room, parsed by the codec of the room's version.
 *
 * @param id its ID; carried by the PDU or computed from it, as the version says
 * @param stateKey the state key; null for events that are not state
 * @param originServerTs the origin's clock, ms since 1970
 * @param depth 1 + the greatest depth of its predecessors
 * @param prevEvents the newest events that the origin knew
 * @param authEvents the events that allow it; empty in 2014 rooms
 * @param prevState 2014: the state event that this one replaces; null if none
 * @param redacts the event that a redaction strips; null otherwise
 * @param requiredPowerLevel 2014: the level needed to replace this state event; null if none. Kept
 *     for authorization even when the event is redacted (authorization-v1, C14)
 * @param content the content, untouched
 * @param pdu the whole PDU as it goes over the wire, hashes and signatures included
 */
public record Event(
    EventId id,
    RoomId room,
    String type,
    @Nullable String stateKey,
    UserId sender,
    ServerName origin,
    long originServerTs,
    long depth,
    List<EventReference> prevEvents,
    List<EventReference> authEvents,
    @Nullable EventId prevState,
    @Nullable EventId redacts,
    @Nullable Long requiredPowerLevel,
    JsonObject content,
    JsonObject pdu) {

  /** Copies the lists. */
  public Event {
    prevEvents = List.copyOf(prevEvents);
    authEvents = List.copyOf(authEvents);
  }

  /** Whose keys are outside of hash and signature: a server's own notes of an event. */
  public static final String UNSIGNED = "unsigned";

  /** The note of {@link #madeTs}, as servers of 2014 call it. */
  public static final String AGE_TS = "age_ts";

  /**
   * When the event was made by this server's clock, ms since 1970: noted when another server has
   * told its age, since that one's clock may differ; else what the origin says.
   */
  public long madeTs() {
    return pdu.get(UNSIGNED) instanceof JsonObject notes
            && notes.get(AGE_TS) instanceof JsonNumber made
        ? made.longValue()
        : originServerTs;
  }

  /** Whether this is a state event. */
  public boolean isState() {
    return stateKey != null;
  }

  /**
   * The slot of state that this event fills.
   *
   * @throws IllegalStateException if it is not a state event
   */
  public StateTuple slot() {
    String key = stateKey;
    if (key == null) {
      throw new IllegalStateException("not a state event: " + id);
    }
    return new StateTuple(type, key);
  }

  /** The same event with another level needed to replace it; its PDU stays. */
  public Event withRequiredPowerLevel(@Nullable Long level) {
    return with(type, level, content);
  }

  /** The same event as it is shown in the words of another generation; its PDU stays. */
  public Event shownAs(String otherType, JsonObject otherContent) {
    return with(otherType, requiredPowerLevel, otherContent);
  }

  private Event with(String otherType, @Nullable Long level, JsonObject otherContent) {
    return new Event(
        id,
        room,
        otherType,
        stateKey,
        sender,
        origin,
        originServerTs,
        depth,
        prevEvents,
        authEvents,
        prevState,
        redacts,
        level,
        otherContent,
        pdu);
  }
}
