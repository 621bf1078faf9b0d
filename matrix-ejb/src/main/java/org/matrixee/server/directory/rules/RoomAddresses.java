package org.matrixee.server.directory.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomAlias;

/**
 * The aliases that a room calls its own.
 *
 * <p>v1.19: Client-Server API, {@code m.room.canonical_alias}.
 */
public final class RoomAddresses {
  private RoomAddresses() {}

  /**
   * Those that a new content has and the one before had not: only they are looked at.
   *
   * @param content of the event to be
   * @param before of the event that it replaces; empty if none
   * @throws MatrixException M_INVALID_PARAM if one of them is no alias
   */
  public static Set<RoomAlias> added(JsonObject content, JsonObject before) {
    Set<String> known =
        values(before).stream()
            .filter(JsonString.class::isInstance)
            .map(value -> ((JsonString) value).getString())
            .collect(Collectors.toSet());
    Set<RoomAlias> added = new LinkedHashSet<>();
    for (JsonValue value : values(content)) {
      if (!(value instanceof JsonString text)) {
        throw bad("An alias must be a text.");
      }
      if (!known.contains(text.getString())) {
        added.add(alias(text.getString()));
      }
    }
    JsonValue more = content.getOrDefault("alt_aliases", JsonValue.EMPTY_JSON_ARRAY);
    if (!(more instanceof JsonArray)) {
      throw bad("The key 'alt_aliases' must hold a list.");
    }
    return added;
  }

  private static List<JsonValue> values(JsonObject content) {
    List<JsonValue> values = new ArrayList<>();
    JsonValue main = content.getOrDefault("alias", JsonValue.NULL);
    // "If not present, null, or empty the room should be considered to have no canonical alias."
    if (main.getValueType() != JsonValue.ValueType.NULL && !isEmpty(main)) {
      values.add(main);
    }
    if (content.get("alt_aliases") instanceof JsonArray more) {
      values.addAll(more);
    }
    return values;
  }

  private static boolean isEmpty(JsonValue value) {
    return value instanceof JsonString text && text.getString().isEmpty();
  }

  private static RoomAlias alias(String text) {
    try {
      return new RoomAlias(text);
    } catch (MatrixException e) {
      throw bad("One of the aliases is none: " + e.getMessage());
    }
  }

  private static MatrixException bad(String sentence) {
    return new MatrixException(ErrorCode.M_INVALID_PARAM, sentence);
  }
}
