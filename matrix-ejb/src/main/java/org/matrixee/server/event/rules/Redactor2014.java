package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.UserId;

/**
 * What a redaction of October 2014 leaves.
 *
 * <p>2014: authorization-v1, section 7.3. {@code required_power_level} and {@code redacts} are not
 * in the list: the level stays in force from the event's row, what was redacted stays redacted.
 */
final class Redactor2014 implements Redactor {
  private static final Set<String> PDU_KEYS =
      Set.of(
          "pdu_id",
          "origin",
          "context",
          "pdu_type",
          "ts",
          "origin_server_ts",
          "is_state",
          "state_key",
          "user_id",
          "depth",
          "prev_pdus",
          "prev_state_id",
          "prev_state_origin",
          "hashes",
          "signatures");

  private static final Map<String, Set<String>> CONTENT_KEYS =
      Map.of(
          EventType.MEMBER, Set.of("membership"),
          EventType.CREATE, Set.of("creator"),
          EventType.JOIN_RULES, Set.of("join_rule"),
          EventType.ADD_STATE_LEVEL, Set.of("level"),
          EventType.SEND_EVENT_LEVEL, Set.of("level"),
          EventType.OPS_LEVELS, Set.of("kick_level", "ban_level", "redact_level"),
          EventType.ALIASES, Set.of("aliases"));

  @Override
  public JsonObject redactPdu(JsonObject pdu) {
    return KeptKeys.of(pdu, "pdu_type", PDU_KEYS, this);
  }

  @Override
  public JsonObject redactContent(String type, JsonObject content) {
    if (type.equals(EventType.POWER_LEVELS)) {
      return filter(content, key -> key.equals("default") || UserId.parse(key).isPresent());
    }
    Set<String> kept = CONTENT_KEYS.get(type);
    return kept == null ? JsonValue.EMPTY_JSON_OBJECT : filter(content, kept::contains);
  }

  private static JsonObject filter(JsonObject content, Predicate<String> kept) {
    JsonObjectBuilder builder = JsonValues.PROVIDER.createObjectBuilder();
    content.forEach(
        (key, value) -> {
          if (kept.test(key)) {
            builder.add(key, value);
          }
        });
    return builder.build();
  }
}
