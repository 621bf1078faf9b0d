package org.matrixee.server.policy;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;

/**
 * Something that is about to be accepted.
 *
 * @param sender who sends it
 * @param room null if it is a room that is being made, or no room's
 * @param type the event's type
 * @param stateKey null for what is not state
 * @param content the event's content
 */
public record PolicyQuestion(
    UserId sender,
    @Nullable RoomId room,
    String type,
    @Nullable String stateKey,
    JsonObject content) {

  /** The question that a draft raises. */
  public static PolicyQuestion of(@Nullable RoomId room, EventDraft draft) {
    return new PolicyQuestion(
        draft.sender(), room, draft.type(), draft.stateKey(), draft.content());
  }

  /** Leaves the content out. */
  @Override
  public String toString() {
    return "PolicyQuestion[" + type + " by " + sender + "]";
  }
}
