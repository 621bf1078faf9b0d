package org.matrixee.server.account.uia;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;

/** A stage of user-interactive authentication. Every bean of this type can be part of a flow. */
public interface AuthStage {
  /** Its type. */
  String type();

  /** What a client must know to perform it; empty if nothing. */
  JsonObject params();

  /**
   * Performs it.
   *
   * @return when done, the stage is passed; with what it found out, which the operation may ask for
   * @throws org.matrixee.model.error.MatrixException also through the result: M_FORBIDDEN or
   *     M_THREEPID_AUTH_FAILED if it is not passed, and the client may try again; any other if the
   *     request is not a good one
   */
  CompletionStage<JsonObject> perform(Attempt attempt);

  /**
   * A try to pass it.
   *
   * @param auth what the client sent for it
   * @param operation what it is for
   * @param user whose operation it is; null if there is no account yet, or nobody says whose
   */
  record Attempt(JsonObject auth, String operation, @Nullable UserId user) {
    /** Leaves out what the client sent: it holds secrets. */
    @Override
    public String toString() {
      return "Attempt[" + operation + "]";
    }
  }

  /** Passed, and nothing was found out. */
  static CompletionStage<JsonObject> passed() {
    return CompletableFuture.completedStage(JsonValue.EMPTY_JSON_OBJECT);
  }
}
