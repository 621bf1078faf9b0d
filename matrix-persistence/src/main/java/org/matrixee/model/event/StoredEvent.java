package org.matrixee.model.event;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.RoomVersion;

/**
 * An event as the store keeps it: an index of its JSON, and the exact JSON.
 *
 * @param nid this server's number for the event
 * @param roomNid this server's number for the room
 * @param version the room's version, which says how to read {@code json}
 * @param stateKey null for events that are not state
 * @param position its place in this server's stream; negative for history fetched later
 * @param requiredPowerLevel 2014, see {@link Event#requiredPowerLevel()}
 * @param json the PDU; if the event was redacted, the stripped PDU
 * @param replaced the state event that this one replaced; null if none
 * @param redactedBy the redaction that stripped this event; null if it is whole
 */
public record StoredEvent(
    long nid,
    long roomNid,
    RoomId room,
    RoomVersion version,
    EventId id,
    String type,
    @Nullable String stateKey,
    UserId sender,
    long originServerTs,
    long depth,
    long position,
    EventStatus status,
    @Nullable Long requiredPowerLevel,
    JsonText json,
    @Nullable Related replaced,
    @Nullable Related redactedBy) {

  /**
   * Another event that readers of this one need.
   *
   * @param nid its number
   * @param json its PDU, stripped if it was redacted
   * @param redacted whether it was redacted
   */
  public record Related(long nid, JsonText json, boolean redacted) {}

  /** Whether this is a state event. */
  public boolean isState() {
    return stateKey != null;
  }
}
