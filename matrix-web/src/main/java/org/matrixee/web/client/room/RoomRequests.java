package org.matrixee.web.client.room;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.room.CurrentRoomRequest;
import org.matrixee.server.room.CurrentRoomRequest.InitialState;
import org.matrixee.server.room.RoomPreset;
import org.matrixee.web.common.JsonFields;

/** Reads the bodies of {@code POST /createRoom}. */
final class RoomRequests {
  private RoomRequests() {}

  /**
   * The room that is asked for.
   *
   * @param standard the version of rooms for which none is named
   * @throws MatrixException M_BAD_JSON; M_UNSUPPORTED_ROOM_VERSION; M_FORBIDDEN for invites by
   *     address
   */
  static CurrentRoomRequest read(JsonObject body, RoomVersion standard) {
    boolean listed = isListed(JsonFields.findString(body, "visibility").orElse("private"));
    if (!array(body, "invite_3pid").isEmpty()) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "This server does not look up addresses to invite people.");
    }
    return new CurrentRoomRequest(
        JsonFields.findString(body, "room_version").map(RoomRequests::version).orElse(standard),
        listed,
        JsonFields.findString(body, "preset")
            .map(RoomRequests::preset)
            .orElse(listed ? RoomPreset.PUBLIC_CHAT : RoomPreset.PRIVATE_CHAT),
        JsonFields.findString(body, "room_alias_name").orElse(null),
        JsonFields.findString(body, "name").orElse(null),
        JsonFields.findString(body, "topic").orElse(null),
        JsonFields.strings(body, "invite").stream().map(RoomRequests::user).toList(),
        body.containsKey("is_direct") && JsonFields.requireBoolean(body, "is_direct"),
        object(body, "creation_content"),
        initialState(array(body, "initial_state")),
        object(body, "power_level_content_override"));
  }

  private static UserId user(String id) {
    UserId user = new UserId(id);
    user.server(); // checks the server's name
    return user;
  }

  private static boolean isListed(String visibility) {
    return switch (visibility) {
      case "public" -> true;
      case "private" -> false;
      default -> throw JsonFields.bad("The key 'visibility' must be 'public' or 'private'.");
    };
  }

  private static RoomVersion version(String id) {
    if (!RoomVersions.isSpecified(id)) {
      throw new MatrixException(
          ErrorCode.M_UNSUPPORTED_ROOM_VERSION, "This server does not make rooms of this version.");
    }
    return new RoomVersion(id);
  }

  private static RoomPreset preset(String word) {
    return RoomPreset.parse(word)
        .orElseThrow(
            () ->
                JsonFields.bad(
                    "The key 'preset' must be 'private_chat', 'trusted_private_chat' or"
                        + " 'public_chat'."));
  }

  private static List<InitialState> initialState(JsonArray events) {
    List<InitialState> state = new ArrayList<>(events.size());
    for (JsonValue event : events) {
      if (!(event instanceof JsonObject object)) {
        throw JsonFields.bad("The key 'initial_state' must hold a list of objects.");
      }
      state.add(
          new InitialState(
              JsonFields.requireString(object, "type"),
              JsonFields.findString(object, "state_key").orElse(""),
              requireObject(object, "content")));
    }
    return state;
  }

  private static JsonObject requireObject(JsonObject body, String key) {
    if (body.get(key) instanceof JsonObject object) {
      return object;
    }
    throw JsonFields.bad("The key '" + key + "' must be there, with an object.");
  }

  private static JsonObject object(JsonObject body, String key) {
    return isAbsent(body, key) ? JsonValue.EMPTY_JSON_OBJECT : requireObject(body, key);
  }

  private static JsonArray array(JsonObject body, String key) {
    if (isAbsent(body, key)) {
      return JsonValue.EMPTY_JSON_ARRAY;
    }
    if (body.get(key) instanceof JsonArray array) {
      return array;
    }
    throw JsonFields.bad("The key '" + key + "' must hold a list.");
  }

  private static boolean isAbsent(JsonObject body, String key) {
    return body.getOrDefault(key, JsonValue.NULL).getValueType() == JsonValue.ValueType.NULL;
  }
}
