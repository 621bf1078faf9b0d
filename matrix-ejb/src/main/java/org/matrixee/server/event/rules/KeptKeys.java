package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;

/** What all redactions have in common: some keys of the event stay, and a part of its content. */
final class KeptKeys {
  private KeptKeys() {}

  /**
   * The redacted PDU.
   *
   * @param typeKey which key has the event's type
   * @param keys those that stay, beside {@code content}
   * @param content what becomes of the content
   */
  static JsonObject of(JsonObject pdu, String typeKey, Set<String> keys, Redactor content) {
    String type = pdu.get(typeKey) instanceof JsonString text ? text.getString() : "";
    JsonObjectBuilder kept = JsonValues.PROVIDER.createObjectBuilder();
    pdu.forEach(
        (key, value) -> {
          if (key.equals("content")) {
            JsonObject whole =
                value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
            kept.add(key, content.redactContent(type, whole));
          } else if (keys.contains(key)) {
            kept.add(key, value);
          }
        });
    return kept.build();
  }
}
