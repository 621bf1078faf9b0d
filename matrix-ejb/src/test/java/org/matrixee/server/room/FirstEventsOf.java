package org.matrixee.server.room;

import jakarta.json.JsonValue;
import java.util.List;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;

/** Requests for rooms. */
final class FirstEventsOf {
  private FirstEventsOf() {}

  /** A room of a version with nothing special about it. */
  static CurrentRoomRequest request(RoomVersion version, RoomPreset preset, List<UserId> invite) {
    return new CurrentRoomRequest(
        version,
        false,
        preset,
        null,
        null,
        null,
        invite,
        false,
        JsonValue.EMPTY_JSON_OBJECT,
        List.of(),
        JsonValue.EMPTY_JSON_OBJECT);
  }
}
