package org.matrixee.server.history.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.RoomId;

/**
 * What a client wants of a sync: {@code Filter}.
 *
 * <p>Spec: client-server, "Filtering".
 *
 * @param fields dot-separated paths of the parts of events that are wanted; null for all
 * @param federationFormat whether events are wanted as servers send them
 * @param presence whose presence
 * @param accountData which data of the account
 * @param rooms room IDs; null for all
 * @param notRooms those that are not wanted
 * @param includeLeave whether rooms that were left are told from the beginning
 * @param ephemeral which typing notices and receipts
 * @param state which state
 * @param timeline which events of timelines
 * @param roomData which data of rooms
 */
public record SyncFilter(
    @Nullable List<String> fields,
    boolean federationFormat,
    EventFilter presence,
    EventFilter accountData,
    @Nullable List<String> rooms,
    List<String> notRooms,
    boolean includeLeave,
    EventFilter ephemeral,
    EventFilter state,
    EventFilter timeline,
    EventFilter roomData) {
  /** Lets everything pass. */
  public static final SyncFilter NONE = of(JsonValue.EMPTY_JSON_OBJECT);

  /** Copies the lists. */
  public SyncFilter {
    fields = fields == null ? null : List.copyOf(fields);
    rooms = rooms == null ? null : List.copyOf(rooms);
    notRooms = List.copyOf(notRooms);
  }

  /**
   * Reads a filter.
   *
   * @throws org.matrixee.model.error.MatrixException M_BAD_JSON for a key of the wrong type
   */
  public static SyncFilter of(JsonObject json) {
    JsonObject room = object(json, "room");
    List<String> notRooms = EventFilter.strings(room, "not_rooms");
    return new SyncFilter(
        EventFilter.strings(json, "event_fields"),
        isFederation(json),
        EventFilter.of(object(json, "presence")),
        EventFilter.of(object(json, "account_data")),
        EventFilter.strings(room, "rooms"),
        notRooms == null ? List.of() : notRooms,
        Boolean.TRUE.equals(EventFilter.flag(room, "include_leave")),
        EventFilter.of(object(room, "ephemeral")),
        EventFilter.of(object(room, "state")),
        EventFilter.of(object(room, "timeline")),
        EventFilter.of(object(room, "account_data")));
  }

  /** Whether anything of a room is wanted. */
  public boolean wants(RoomId room) {
    return (rooms == null || rooms.contains(room.value())) && !notRooms.contains(room.value());
  }

  /** Whether of the members only those are told who are needed; asked of either part. */
  public boolean lazyMembers() {
    return state.lazyMembers() || timeline.lazyMembers();
  }

  private static boolean isFederation(JsonObject json) {
    JsonValue format = json.getOrDefault("event_format", JsonValue.NULL);
    if (format == JsonValue.NULL) {
      return false;
    }
    if (format instanceof JsonString word
        && (word.getString().equals("client") || word.getString().equals("federation"))) {
      return word.getString().equals("federation");
    }
    throw EventFilter.bad("event_format", "'client' or 'federation'");
  }

  private static JsonObject object(JsonObject json, String key) {
    JsonValue value = json.getOrDefault(key, JsonValue.NULL);
    if (value == JsonValue.NULL) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    if (value instanceof JsonObject object && !(value instanceof JsonArray)) {
      return object;
    }
    throw EventFilter.bad(key, "an object");
  }
}
