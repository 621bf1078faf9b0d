package org.matrixee.server.account.uia;

import jakarta.json.JsonObject;
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
   * @param auth what the client sent for it
   * @param user whose operation it is; null if there is no account yet
   * @return when done, the stage is passed
   * @throws org.matrixee.model.error.MatrixException also through the result: M_FORBIDDEN if it is
   *     not passed, and the client may try again; any other if the request is not a good one
   */
  CompletionStage<Void> perform(JsonObject auth, @Nullable UserId user);
}
