package org.matrixee.server.push.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done on some events.
 *
 * <p>v1.19: client-server, "Push rules".
 *
 * @param id unique among the rules of its kind
 * @param predefined whether the specification made it; such rules begin with a dot
 * @param actions what is to be done
 * @param conditions all must hold; empty where the kind has none
 * @param pattern what the body must have in it; null where the kind has none
 */
public record PushRule(
    String id,
    boolean predefined,
    boolean enabled,
    JsonArray actions,
    JsonArray conditions,
    @Nullable String pattern) {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String NOTIFY = "notify";
  private static final String SET_TWEAK = "set_tweak";
  private static final String HIGHLIGHT = "highlight";
  private static final String VALUE = "value";

  /** The rule switched on or off. */
  public PushRule enabled(boolean on) {
    return new PushRule(id, predefined, on, actions, conditions, pattern);
  }

  /** The rule with other actions. */
  public PushRule acting(JsonArray other) {
    return new PushRule(id, predefined, enabled, other, conditions, pattern);
  }

  /** Whether it wants the user to be told. */
  public boolean isNotifying() {
    return actions.stream()
        .anyMatch(action -> action instanceof JsonString word && word.getString().equals(NOTIFY));
  }

  /** Whether it wants the event to stand out; a tweak without a value says so. */
  public boolean isHighlighting() {
    for (JsonValue action : actions) {
      if (action instanceof JsonObject tweak
          && tweak.get(SET_TWEAK) instanceof JsonString name
          && name.getString().equals(HIGHLIGHT)) {
        return tweak.getOrDefault(VALUE, JsonValue.TRUE) != JsonValue.FALSE;
      }
    }
    return false;
  }

  /** As clients see a rule of a kind. */
  public JsonObject toJson(PushRuleKind kind) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("rule_id", id)
            .add("default", predefined)
            .add("enabled", enabled)
            .add("actions", actions);
    if (kind.hasConditions()) {
      json.add("conditions", conditions);
    }
    if (pattern != null) {
      json.add("pattern", pattern);
    }
    return json.build();
  }

  /** Reads what {@link #toJson} wrote. */
  static PushRule of(JsonObject json) {
    return new PushRule(
        json.getString("rule_id"),
        json.getBoolean("default"),
        json.getBoolean("enabled"),
        json.getJsonArray("actions"),
        json.get("conditions") instanceof JsonArray some ? some : JsonValue.EMPTY_JSON_ARRAY,
        json.get("pattern") instanceof JsonString text ? text.getString() : null);
  }
}
