package org.matrixee.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.matrixee.openapi.Bodies.Parsed;

/**
 * Whether the events in an answer are as the schemas of their types say. Only of the types that the
 * server itself makes or checks: what others say in their events is theirs.
 */
final class EventCheck {
  /** Of events among what is told of others, which the data of the operations leaves out. */
  private static final Place EVENT = Place.of("api/client-server/definitions/client_event.yaml");

  static final Set<String> TYPES =
      Set.of(
          "m.fully_read",
          "m.presence",
          "m.push_rules",
          "m.receipt",
          "m.room.canonical_alias",
          "m.room.create",
          "m.room.guest_access",
          "m.room.history_visibility",
          "m.room.join_rules",
          "m.room.member",
          "m.room.name",
          "m.room.power_levels",
          "m.room.redaction",
          "m.room.tombstone",
          "m.room.topic",
          "m.tag",
          "m.typing");

  private final Operation operation;
  private final List<Violation> violations = new ArrayList<>();

  private EventCheck(Operation operation) {
    this.operation = operation;
  }

  static List<Violation> check(Operation operation, Exchange exchange) {
    EventCheck check = new EventCheck(operation);
    if (exchange.isJson()) {
      Parsed answer = Bodies.parse(exchange.body());
      if (answer.value() != null) {
        check.walk(answer.value(), "");
      }
    }
    return check.violations;
  }

  private void walk(JsonNode node, String place) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), place + "/" + i);
      }
    } else if (isEvent(node)) {
      event(node, place);
      walk(node.path("unsigned"), place + "/unsigned");
    } else {
      node.properties().forEach(entry -> walk(entry.getValue(), place + "/" + entry.getKey()));
    }
  }

  private static boolean isEvent(JsonNode node) {
    return node.path("type").isTextual() && node.path("content").isObject();
  }

  private void event(JsonNode event, String place) {
    String type = event.path("type").asText();
    if (place.contains("/unsigned/m.relations/")) {
      against(EVENT, event, type, place);
    }
    if (TYPES.contains(type) && hasToBeWhole(event)) {
      Place schema = Place.of("event-schemas/schema/" + type + ".yaml").at("properties");
      against(schema.below("content"), event.path("content"), type, place + "/content");
      if (event.has("state_key") && schema.below("state_key").exists()) {
        against(schema.below("state_key"), event.path("state_key"), type, place + "/state_key");
      }
    }
  }

  /**
   * A redacted event has lost what its schema requires, and a room of 2014 has its own schemas: the
   * IDs of its events do not begin with a dollar sign.
   */
  private static boolean hasToBeWhole(JsonNode event) {
    return !event.path("unsigned").has("redacted_because")
        && (!event.has("event_id") || event.path("event_id").asText().startsWith("$"));
  }

  private void against(Place schema, JsonNode value, String type, String place) {
    String part = "event " + type;
    for (Violation violation : Schemas.violations(schema, value, operation.toString(), part)) {
      violations.add(violation.within(place));
    }
  }
}
