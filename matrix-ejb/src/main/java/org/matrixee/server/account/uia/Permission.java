package org.matrixee.server.account.uia;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.LoginSession;

/**
 * An operation is allowed, once.
 *
 * @param session what the transaction of the operation must end, so that it is done only once; null
 *     if one request brought all that was needed
 * @param found what the stages found out, by their types
 */
public record Permission(@Nullable LoginSession session, Map<String, JsonObject> found) {
  /** Copies the map. */
  public Permission {
    found = Map.copyOf(found);
  }

  /** What a stage found out; empty if it was not passed. */
  public Optional<JsonObject> found(String type) {
    return Optional.ofNullable(found.get(type));
  }

  /** Leaves out what was found. */
  @Override
  public String toString() {
    return "Permission";
  }
}
