package org.matrixee.server.account.uia.rules;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;

/**
 * How far the authentication for an operation has come.
 *
 * @param operation what it is for: a session must not be begun for one thing and used for another
 * @param user whose operation it is; null if there is no account yet
 * @param completed types of the stages that were passed, in their order
 */
public record AuthSession(String operation, @Nullable UserId user, List<String> completed) {
  private static final String OPERATION = "operation";
  private static final String USER = "user";

  /** Copies the list. */
  public AuthSession {
    completed = List.copyOf(completed);
  }

  /** Before the first stage. */
  public static AuthSession begin(String operation, @Nullable UserId user) {
    return new AuthSession(operation, user, List.of());
  }

  /** With one stage more; one that was passed before counts once. */
  public AuthSession passed(String type) {
    if (completed.contains(type)) {
      return this;
    }
    List<String> more = new ArrayList<>(completed);
    more.add(type);
    return new AuthSession(operation, user, more);
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
    return json.build();
  }

  /** As it was kept. */
  public static AuthSession ofJson(JsonObject json, List<String> completed) {
    return new AuthSession(
        json.getString(OPERATION),
        json.containsKey(USER) ? new UserId(json.getString(USER)) : null,
        completed);
  }
}
