package org.matrixee.server.push.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;

/**
 * A part of an event by its path.
 *
 * <p>v1.19: appendices, "Dot-separated property paths".
 */
final class EventField {
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String CONTENT = "content";

  private EventField() {}

  /** What an event has at a path; null if nothing. */
  static @Nullable JsonValue find(Event event, String path) {
    if (path.indexOf('.') < 0 && path.indexOf('\\') < 0) {
      return path.equals(CONTENT) ? event.content() : top(event, path);
    }
    List<String> names = names(path);
    String first = names.get(0);
    if (first.equals(CONTENT)) {
      return descend(event.content(), names.subList(1, names.size()));
    }
    return names.size() == 1 ? top(event, first) : null;
  }

  private static @Nullable JsonValue top(Event event, String name) {
    String text =
        switch (name) {
          case "type" -> event.type();
          case "room_id" -> event.room().value();
          case "sender" -> event.sender().value();
          case "event_id" -> event.id().value();
          case "state_key" -> event.stateKey();
          default -> null;
        };
    return text == null ? null : JSON.createValue(text);
  }

  private static @Nullable JsonValue descend(JsonValue from, List<String> names) {
    JsonValue at = from;
    for (String name : names) {
      if (!(at instanceof JsonObject object) || !object.containsKey(name)) {
        return null;
      }
      at = object.get(name);
    }
    return at;
  }

  /** Splits at dots; a backslash takes the meaning from a dot or a backslash after it. */
  static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean more = i + 1 < path.length();
      if (c == '\\' && more && (path.charAt(i + 1) == '.' || path.charAt(i + 1) == '\\')) {
        name.append(path.charAt(++i));
      } else if (c == '.') {
        names.add(name.toString());
        name.setLength(0);
      } else {
        name.append(c);
      }
    }
    names.add(name.toString());
    return names;
  }
}
