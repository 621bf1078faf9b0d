package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;

/**
 * What the rules look at in a draft or an event.
 *
 * @param stateKey null for what is not state
 * @param redacts the event to strip; null unless it is a redaction
 * @param byServer 2014: whether the home server of the sender makes it on its own account: the
 *     levels of the sender do not bind it then, every other rule does
 * @param links what ties it to other events
 */
public record AuthCandidate(
    String type,
    @Nullable String stateKey,
    UserId sender,
    JsonObject content,
    @Nullable EventId redacts,
    boolean byServer,
    EventLinks links) {

  /** What a local user, or this server, wants to send into a room of 2014. */
  public static AuthCandidate of(EventDraft draft) {
    return of(draft, EventLinks.of(draft, null, List.of()));
  }

  /**
   * What a local user wants to send.
   *
   * @param room null if the draft creates a room whose ID comes of it
   * @param prevEvents the events that it is going to follow
   */
  public static AuthCandidate of(
      EventDraft draft, @Nullable RoomId room, List<EventId> prevEvents) {
    return of(draft, EventLinks.of(draft, room, prevEvents));
  }

  private static AuthCandidate of(EventDraft draft, EventLinks links) {
    return new AuthCandidate(
        draft.type(),
        draft.stateKey(),
        draft.sender(),
        draft.content(),
        draft.redacts(),
        draft.byServer(),
        links);
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
        event.type().equals(EventType.ALIASES) && event.isState(),
        EventLinks.of(event));
  }

  /** The slot of state that it fills; null for what is not state. */
  public @Nullable StateTuple slot() {
    String key = stateKey;
    return key == null ? null : new StateTuple(type, key);
  }
}
