package org.matrixee.server.account.login;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;

/** What came of performing a stage. */
public sealed interface StageResult {

  /**
   * The stage is done; the flow goes on, or ends.
   *
   * @param established what it established
   */
  record Passed(Established established) implements StageResult {}

  /**
   * The stage goes on with a later request. The session is kept, and the client is told of it.
   *
   * @param answer further keys of the answer, besides {@code type} and {@code session}
   * @param remember this stage's {@link StageRequest#remembered} from now on
   * @param key a new key by which the stage can be completed from outside; null leaves the old one
   *     as it is, if there is one
   * @param errand what is done once the session is kept and before the client is answered, such as
   *     sending a mail; if it fails, so does the request
   */
  record Pending(
      JsonObject answer,
      JsonObject remember,
      @Nullable OneTimeKey key,
      Supplier<CompletionStage<?>> errand)
      implements StageResult {

    /** Without an answer of its own, a new key, or an errand. */
    public static Pending remembering(JsonObject remember) {
      return new Pending(JsonValue.EMPTY_JSON_OBJECT, remember, null, Pending::noErrand);
    }

    /** With an answer and a key. */
    public static Pending answering(JsonObject answer, JsonObject remember, OneTimeKey key) {
      return new Pending(answer, remember, key, Pending::noErrand);
    }

    private static CompletionStage<?> noErrand() {
      return CompletableFuture.completedStage(null);
    }
  }

  /**
   * The request is refused, and the session changes: a try is counted, or the session ends.
   *
   * @param refusal what the client is told
   * @param remember this stage's {@link StageRequest#remembered} from now on; empty ends the
   *     session
   */
  record Refused(MatrixException refusal, Optional<JsonObject> remember) implements StageResult {}
}
