package org.matrixee.web.legacy.client.typing;

import java.util.Collection;
import org.matrixee.model.id.UserId;
import org.matrixee.server.typing.RoomTyping;
import org.matrixee.web.common.JsonOutput;

/** Writes {@code m.typing}: the whole list of who types in a room (presence-profile-voip, 9.1). */
public final class TypingEvents {
  private TypingEvents() {}

  /**
   * Appends events to an open array.
   *
   * @param first whether the array is empty so far
   */
  public static JsonOutput more(Collection<RoomTyping> rooms, boolean first, JsonOutput out) {
    String separator = first ? "" : ",";
    for (RoomTyping room : rooms) {
      out.ascii(separator)
          .ascii("{\"type\":\"m.typing\",\"room_id\":")
          .string(room.room().value())
          .ascii(",\"content\":{\"user_ids\":[");
      String comma = "";
      for (UserId user : room.users()) {
        out.ascii(comma).string(user.value());
        comma = ",";
      }
      out.ascii("]}}");
      separator = ",";
    }
    return out;
  }
}
