package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.reject;

import jakarta.json.JsonValue;
import org.matrixee.model.event.Event;
import org.matrixee.model.id.RoomId;

/** What binds an event to its room, whatever its type. */
final class RoomBindingRules {
  private RoomBindingRules() {}

  /** Spec: authorization rules, step 2 (room version 12). */
  static AuthRule roomIsCreate() {
    return reject(
        "room.not-of-create",
        q -> {
          Event create = q.create();
          RoomId room = q.candidate().links().room();
          return create == null
              || room == null
              || !room.value().substring(1).equals(create.id().value().substring(1));
        },
        "The room ID is not that of a room that was created.");
  }

  /** Spec: authorization rules, step 3 (room versions 1 to 11), step 4 (12). */
  static AuthRule federate() {
    return reject(
        "room.not-federated",
        q -> {
          Event create = q.create();
          return create != null
              && create.content().get("m.federate") == JsonValue.FALSE
              && !AuthQuestion.domain(q.sender())
                  .equals(AuthQuestion.domain(create.sender().value()));
        },
        "This room is not open to other servers.");
  }
}
