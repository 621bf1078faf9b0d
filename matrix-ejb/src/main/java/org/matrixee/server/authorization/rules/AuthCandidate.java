package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;

/**
 * What the rules look at in a draft or an event.
 *
 * @param stateKey null for what is not state
 * @param redacts the event to strip; null unless it is a redaction
 * @param byServer whether the home server of the sender makes it on its own account: the levels of
 *     the sender do not bind it then, every other rule does
 */
public record AuthCandidate(
    String type,
    @Nullable String stateKey,
    UserId sender,
    JsonObject content,
    @Nullable EventId redacts,
    boolean byServer) {

  /** What a local user, or this server, wants to send. */
  public static AuthCandidate of(EventDraft draft) {
    return new AuthCandidate(
        draft.type(),
        draft.stateKey(),
        draft.sender(),
        draft.content(),
        draft.redacts(),
        draft.byServer());
  }

  /**
   * An event, of this server or another.
   *
   * <p>Nothing in an event tells whether a server or its user made it. Alias lists are always the
   * server's (authorization-v1, A5); everything else is judged as the sender's.
   */
  public static AuthCandidate of(Event event) {
    return new AuthCandidate(
        event.type(),
        event.stateKey(),
        event.sender(),
        event.content(),
        event.redacts(),
        event.type().equals(EventType.ALIASES) && event.isState());
  }

  /** The slot of state that it fills; null for what is not state. */
  public @Nullable StateTuple slot() {
    String key = stateKey;
    return key == null ? null : new StateTuple(type, key);
  }
}
