package org.matrixee.server.account.uia.rules;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;

/**
 * How far the authentication for an operation has come.
 *
 * @param operation what it is for: a session must not be begun for one thing and used for another
 * @param user whose operation it is; null if there is no account yet
 * @param completed types of the stages that were passed, in their order
 * @param found what these found out, by their types; a stage that found nothing has no entry
 */
public record AuthSession(
    String operation,
    @Nullable UserId user,
    List<String> completed,
    Map<String, JsonObject> found) {
  private static final String OPERATION = "operation";
  private static final String USER = "user";
  private static final String FOUND = "found";

  /** Copies list and map. */
  public AuthSession {
    completed = List.copyOf(completed);
    found = Map.copyOf(found);
  }

  /** Before the first stage. */
  public static AuthSession begin(String operation, @Nullable UserId user) {
    return new AuthSession(operation, user, List.of(), Map.of());
  }

  /**
   * With one stage more; one that was passed before counts once.
   *
   * @param what it found out; empty for nothing
   */
  public AuthSession passed(String type, JsonObject what) {
    if (completed.contains(type)) {
      return this;
    }
    List<String> more = new ArrayList<>(completed);
    more.add(type);
    Map<String, JsonObject> all = new HashMap<>(found);
    if (!what.isEmpty()) {
      all.put(type, what);
    }
    return new AuthSession(operation, user, more, all);
  }

  /** Whether it was begun for the same operation by the same user. */
  public boolean isFor(AuthSession asked) {
    return operation.equals(asked.operation)
        && (user == null ? asked.user == null : user.equals(asked.user));
  }

  /** What is kept of it beside the stages. */
  public JsonObject toJson() {
    JsonObjectBuilder json = Json.createObjectBuilder().add(OPERATION, operation);
    if (user != null) {
      json.add(USER, user.value());
    }
    if (!found.isEmpty()) {
      JsonObjectBuilder all = Json.createObjectBuilder();
      found.forEach(all::add);
      json.add(FOUND, all);
    }
    return json.build();
  }

  /** As it was kept. */
  public static AuthSession ofJson(JsonObject json, List<String> completed) {
    Map<String, JsonObject> found = new HashMap<>();
    if (json.containsKey(FOUND)) {
      JsonObject all = json.getJsonObject(FOUND);
      all.keySet().forEach(type -> found.put(type, all.getJsonObject(type)));
    }
    return new AuthSession(
        json.getString(OPERATION),
        json.containsKey(USER) ? new UserId(json.getString(USER)) : null,
        completed,
        found);
  }

  /** Leaves out what was found. */
  @Override
  public String toString() {
    return "AuthSession[" + operation + "]";
  }
}
