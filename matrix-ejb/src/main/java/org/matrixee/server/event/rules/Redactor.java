package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;

/** What a redaction leaves of an event, by a room version's rules. Stateless. */
public interface Redactor {
  /** What readers of the 2014 client API keep to see of an event, whatever room it is from. */
  Set<String> READER_KEYS =
      Set.of("event_id", "type", "room_id", "user_id", "state_key", "prev_state");

  /**
   * The stripped PDU: what is signed, what is hashed for references, and what is left of a redacted
   * event. Stripping twice is stripping once.
   */
  JsonObject redactPdu(JsonObject pdu);

  /** The part of the content that stays. */
  JsonObject redactContent(String type, JsonObject content);

  /**
   * The stripped form of an event as readers see it.
   *
   * @param event the event in the form of the 2014 client API ({@code room_id}, {@code user_id})
   * @param because the redaction in the same form, complete
   */
  default JsonObject redactForReader(JsonObject event, JsonObject because) {
    String type = event.get("type") instanceof JsonString text ? text.getString() : "";
    JsonObjectBuilder kept = JsonValues.PROVIDER.createObjectBuilder();
    event.forEach(
        (key, value) -> {
          if (key.equals("content")) {
            JsonObject whole =
                value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
            kept.add(key, redactContent(type, whole));
          } else if (READER_KEYS.contains(key)) {
            kept.add(key, value);
          }
        });
    return kept.add("redacted_because", because).build();
  }
}
