package org.matrixee.server.directory.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.RoomId;

/**
 * What people see of a room before they join it.
 *
 * <p>v1.19: client-server, {@code GET /publicRooms}, {@code PublishedRoomsChunk}.
 *
 * @param joined how many users are in it
 * @param name null if unset, as the others
 * @param type what the room is, where it is more than a room to talk in
 * @param worldReadable whether anyone may read it
 * @param guestCanJoin whether guests may join
 */
public record RoomSummary(
    RoomId room,
    long joined,
    @Nullable String name,
    @Nullable String topic,
    @Nullable String canonicalAlias,
    @Nullable String avatarUrl,
    @Nullable String joinRule,
    @Nullable String type,
    boolean worldReadable,
    boolean guestCanJoin) {
  /** The slots of a room's state that it is made of. */
  public static final Set<StateTuple> SLOTS =
      Set.of(
          StateTuple.of(EventType.CREATE),
          StateTuple.of(EventType.NAME),
          StateTuple.of(EventType.TOPIC),
          StateTuple.of(EventType.CANONICAL_ALIAS),
          StateTuple.of(EventType.AVATAR),
          StateTuple.of(EventType.JOIN_RULES),
          StateTuple.of(EventType.HISTORY_VISIBILITY),
          StateTuple.of(EventType.GUEST_ACCESS));

  /**
   * The summary of a room.
   *
   * @param state at least {@link #SLOTS}
   */
  public static RoomSummary of(RoomId room, long joined, StateMap state) {
    return new RoomSummary(
        room,
        joined,
        text(state, EventType.NAME, "name"),
        text(state, EventType.TOPIC, "topic"),
        text(state, EventType.CANONICAL_ALIAS, "alias"),
        text(state, EventType.AVATAR, "url"),
        text(state, EventType.JOIN_RULES, "join_rule"),
        text(state, EventType.CREATE, "type"),
        "world_readable".equals(text(state, EventType.HISTORY_VISIBILITY, "history_visibility")),
        "can_join".equals(text(state, EventType.GUEST_ACCESS, "guest_access")));
  }

  /** What anybody may have written: what is no text, or an empty one, counts as unset. */
  private static @Nullable String text(StateMap state, String type, String key) {
    Event event = state.get(StateTuple.of(type));
    JsonObject content = event == null ? JsonObject.EMPTY_JSON_OBJECT : event.content();
    return content.get(key) instanceof JsonString text && !text.getString().isEmpty()
        ? text.getString()
        : null;
  }
}
