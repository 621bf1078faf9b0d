package org.matrixee.server.account.login;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in a session.
 *
 * @param established by the stages passed
 * @param remembered by pending stages, by their types
 * @param outside the stage that can be completed by a one-time key; null if none can
 */
record SessionState(
    Established established, Map<String, JsonObject> remembered, @Nullable Outside outside) {

  /** Before the first stage. */
  static final SessionState EMPTY = new SessionState(Established.NOTHING, Map.of(), null);

  /**
   * A stage that waits for something outside.
   *
   * @param type the stage's type
   * @param sealed the session's key, sealed with the one-time key
   */
  record Outside(String type, String sealed) {}

  SessionState {
    remembered = Map.copyOf(remembered);
  }

  /** What a stage remembers. */
  JsonObject remembered(String type) {
    return remembered.getOrDefault(type, JsonValue.EMPTY_JSON_OBJECT);
  }

  /** With what a pending stage remembers now. */
  SessionState remembering(String type, JsonObject value, @Nullable Outside nowOutside) {
    Map<String, JsonObject> all = new HashMap<>(remembered);
    all.put(type, value);
    return new SessionState(established, all, nowOutside);
  }

  /** After a stage has passed: what it remembered and its one-time key are over. */
  SessionState passed(String type, Established all) {
    Map<String, JsonObject> others = new HashMap<>(remembered);
    others.remove(type);
    boolean own = outside != null && outside.type().equals(type);
    return new SessionState(all, others, own ? null : outside);
  }

  JsonObject toJson() {
    JsonObjectBuilder pending = Json.createObjectBuilder();
    remembered.forEach(pending::add);
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("established", established.toJson())
            .add("remembered", pending);
    if (outside != null) {
      json.add(
          "outside",
          Json.createObjectBuilder().add("type", outside.type()).add("session", outside.sealed()));
    }
    return json.build();
  }

  static SessionState ofJson(JsonObject json) {
    Map<String, JsonObject> remembered = new HashMap<>();
    JsonObject pending = json.getJsonObject("remembered");
    pending.keySet().forEach(type -> remembered.put(type, pending.getJsonObject(type)));
    @Nullable Outside outside = null;
    if (json.containsKey("outside")) {
      JsonObject kept = json.getJsonObject("outside");
      outside = new Outside(kept.getString("type"), kept.getString("session"));
    }
    return new SessionState(
        Established.ofJson(json.getJsonObject("established")), remembered, outside);
  }
}
