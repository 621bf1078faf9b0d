package org.matrixee.model.event;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;

/**
 * What a local user (or this server for a user) wants to send, before the room gives it its place.
 *
 * @param stateKey null for events that are not state
 * @param redacts for redactions only
 * @param requiredPowerLevel 2014: the stamp asked for (room creation); null lets the room's rules
 *     choose
 * @param byServer whether the server itself sends it (aliases, room creation): level checks that
 *     bind users do not apply
 */
public record EventDraft(
    String type,
    @Nullable String stateKey,
    UserId sender,
    JsonObject content,
    @Nullable EventId redacts,
    @Nullable Long requiredPowerLevel,
    boolean byServer) {

  /** A message or other non-state event. */
  public static EventDraft message(UserId sender, String type, JsonObject content) {
    return new EventDraft(type, null, sender, content, null, null, false);
  }

  /** A state event. */
  public static EventDraft state(UserId sender, String type, String stateKey, JsonObject content) {
    return new EventDraft(type, stateKey, sender, content, null, null, false);
  }

  /** A redaction. */
  public static EventDraft redaction(UserId sender, EventId redacts, JsonObject content) {
    return new EventDraft(EventType.REDACTION, null, sender, content, redacts, null, false);
  }

  /** The slot that it would fill; null for events that are not state. */
  public @Nullable StateTuple slot() {
    String key = stateKey;
    return key == null ? null : new StateTuple(type, key);
  }
}
