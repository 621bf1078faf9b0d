package org.matrixee.server.history.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.id.RoomId;

/**
 * Which events of a room a client wants: {@code RoomEventFilter}.
 *
 * <p>Spec: client-server, "Filtering".
 *
 * @param limit the most events; null for what the request says otherwise
 * @param types patterns of event types, in which {@code *} stands for anything; null for all
 * @param notTypes patterns of those that are not wanted
 * @param senders user IDs; null for all
 * @param notSenders those that are not wanted
 * @param withUrl whether {@code content.url} must be there, or must not; null for both
 * @param lazyMembers whether of the members only those who have sent the events are to be told
 * @param redundantMembers whether also those who were told before
 * @param unreadThreads whether unread counts are wanted for each thread
 * @param rooms room IDs; null for all
 * @param notRooms those that are not wanted
 */
public record EventFilter(
    @Nullable Integer limit,
    @Nullable List<String> types,
    List<String> notTypes,
    @Nullable List<String> senders,
    List<String> notSenders,
    @Nullable Boolean withUrl,
    boolean lazyMembers,
    boolean redundantMembers,
    boolean unreadThreads,
    @Nullable List<String> rooms,
    List<String> notRooms) {
  /** Lets everything pass. */
  public static final EventFilter NONE = of(JsonValue.EMPTY_JSON_OBJECT);

  /** Copies the lists. */
  public EventFilter {
    types = types == null ? null : List.copyOf(types);
    notTypes = List.copyOf(notTypes);
    senders = senders == null ? null : List.copyOf(senders);
    notSenders = List.copyOf(notSenders);
    rooms = rooms == null ? null : List.copyOf(rooms);
    notRooms = List.copyOf(notRooms);
  }

  /**
   * Reads a filter.
   *
   * @throws MatrixException M_BAD_JSON for a key of the wrong type
   */
  public static EventFilter of(JsonObject json) {
    List<String> notTypes = strings(json, "not_types");
    List<String> notSenders = strings(json, "not_senders");
    List<String> notRooms = strings(json, "not_rooms");
    return new EventFilter(
        limit(json),
        strings(json, "types"),
        notTypes == null ? List.of() : notTypes,
        strings(json, "senders"),
        notSenders == null ? List.of() : notSenders,
        flag(json, "contains_url"),
        Boolean.TRUE.equals(flag(json, "lazy_load_members")),
        Boolean.TRUE.equals(flag(json, "include_redundant_members")),
        Boolean.TRUE.equals(flag(json, "unread_thread_notifications")),
        strings(json, "rooms"),
        notRooms == null ? List.of() : notRooms);
  }

  /** The most events, where the request says how many otherwise. */
  public int limited(int otherwise) {
    return limit == null ? otherwise : Math.min(limit, otherwise);
  }

  /** Whether events of a room are wanted. */
  public boolean wants(RoomId room) {
    return (rooms == null || rooms.contains(room.value())) && !notRooms.contains(room.value());
  }

  /** Whether something of a type is wanted. */
  public boolean wantsType(String wanted) {
    return (types == null || types.stream().anyMatch(type -> matches(type, wanted)))
        && notTypes.stream().noneMatch(type -> matches(type, wanted));
  }

  /** Whether something of a user is wanted. */
  public boolean wantsSender(String sender) {
    return (senders == null || senders.contains(sender)) && !notSenders.contains(sender);
  }

  /** Whether every event is wanted, so that none has to be read for it. */
  public boolean wantsAll() {
    return types == null
        && notTypes.isEmpty()
        && senders == null
        && notSenders.isEmpty()
        && withUrl == null
        && rooms == null
        && notRooms.isEmpty();
  }

  /** Whether an event is wanted. */
  public boolean wants(Event event) {
    return wants(event.room())
        && wantsType(event.type())
        && wantsSender(event.sender().value())
        && (withUrl == null || withUrl == event.content().get("url") instanceof JsonString);
  }

  /** Walks along both texts; a star may be tried again from where it stood. */
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int from = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        from = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++from;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static @Nullable Integer limit(JsonObject json) {
    JsonValue value = json.getOrDefault("limit", JsonValue.NULL);
    if (value == JsonValue.NULL) {
      return null;
    }
    if (value instanceof JsonNumber number && number.isIntegral() && number.longValue() >= 0) {
      return (int) Math.min(Integer.MAX_VALUE, number.longValue());
    }
    throw bad("limit", "a number from 0");
  }

  static @Nullable Boolean flag(JsonObject json, String key) {
    JsonValue value = json.getOrDefault(key, JsonValue.NULL);
    return switch (value.getValueType()) {
      case NULL -> null;
      case TRUE -> true;
      case FALSE -> false;
      case STRING, NUMBER, ARRAY, OBJECT -> throw bad(key, "true or false");
    };
  }

  static @Nullable List<String> strings(JsonObject json, String key) {
    JsonValue value = json.getOrDefault(key, JsonValue.NULL);
    if (value == JsonValue.NULL) {
      return null;
    }
    if (!(value instanceof JsonArray array)) {
      throw bad(key, "a list of strings");
    }
    List<String> strings = new ArrayList<>(array.size());
    for (JsonValue entry : array) {
      if (!(entry instanceof JsonString text)) {
        throw bad(key, "a list of strings");
      }
      strings.add(text.getString());
    }
    return strings;
  }

  static MatrixException bad(String key, String what) {
    return new MatrixException(
        ErrorCode.M_BAD_JSON, "The key '" + key + "' of a filter must hold " + what + ".");
  }
}
