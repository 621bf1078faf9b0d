package org.matrixee.server.account.uia;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.account.LoginSession;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.Tokens;
import org.matrixee.server.account.login.LoginTransactions;
import org.matrixee.server.account.uia.rules.AuthSession;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;

/**
 * Leads requests through the stages that an operation demands.
 *
 * <p>A session is bound to its operation and to whose it is, expires, is changed by one request at
 * a time, and is ended by the transaction of the operation. A request that brings all at once
 * leaves nothing in the database.
 *
 * <p>v1.19: Client-Server API, "User-Interactive Authentication API".
 */
@ApplicationScoped
public class InteractiveAuth {
  private static final Set<ErrorCode> TRY_AGAIN =
      Set.of(ErrorCode.M_FORBIDDEN, ErrorCode.M_THREEPID_AUTH_FAILED);

  private static final int MAX_SESSIONS_PER_ADDRESS = 1000;

  private final Map<String, AuthStage> stages = new TreeMap<>();
  private LoginTransactions transactions;
  private MatrixConfig config;
  private SecureRandom random;
  private Clock clock;
  private Threads threads;

  /** For the container's proxies. */
  protected InteractiveAuth() {}

  /** With the stages that exist. */
  @Inject
  public InteractiveAuth(
      @Any Instance<AuthStage> stages,
      LoginTransactions transactions,
      MatrixConfig config,
      SecureRandom random,
      Clock clock,
      Threads threads) {
    this(stages.stream().toList(), transactions, config, random, clock, threads);
  }

  /** With stages. */
  InteractiveAuth(
      List<? extends AuthStage> stages,
      LoginTransactions transactions,
      MatrixConfig config,
      SecureRandom random,
      Clock clock,
      Threads threads) {
    stages.forEach(stage -> this.stages.put(stage.type(), stage));
    this.transactions = transactions;
    this.config = config;
    this.random = random;
    this.clock = clock;
    this.threads = threads;
  }

  /** A session with what is known of it: its key is told, its hash is kept. */
  private record Open(@Nullable LoginSession kept, @Nullable String key, AuthSession state) {}

  /**
   * Performs the stage that a request brings, if it brings one, and then the operation, if nothing
   * more is needed.
   *
   * @param auth the request's {@code auth}; null if it has none
   * @param work the operation; its transaction must end the permission's session
   * @throws MatrixException also through the result: M_UNKNOWN if the session is not known, or was
   *     begun for something else, or the stage is not part of a flow; M_LIMIT_EXCEEDED; what a
   *     stage refuses a bad request with; and what the operation is refused with
   */
  public <T> CompletionStage<Guarded<T>> guard(
      Operation operation,
      @Nullable JsonObject auth,
      Function<Permission, CompletionStage<T>> work) {
    return submit(operation, auth)
        .thenCompose(
            outcome -> {
              if (outcome instanceof Outcome.Granted granted) {
                return work.apply(granted.permission()).thenApply(Guarded.Done::new);
              }
              if (outcome instanceof Outcome.Challenged challenged) {
                return CompletableFuture.completedStage(
                    new Guarded.Challenge<>(challenged.answer()));
              }
              throw new AssertionError(outcome);
            });
  }

  private sealed interface Outcome {
    record Granted(Permission permission) implements Outcome {}

    record Challenged(JsonObject answer) implements Outcome {}
  }

  private CompletionStage<Outcome> submit(Operation operation, @Nullable JsonObject auth) {
    AuthSession asked = AuthSession.begin(operation.name(), operation.user());
    if (auth == null) {
      return CompletableFuture.completedStage(
          challenge(operation, new Open(null, null, asked), null));
    }
    Optional<String> session = AuthFields.findString(auth, "session");
    Open open = session.map(key -> resume(key, asked)).orElse(new Open(null, null, asked));
    Optional<String> type = AuthFields.findString(auth, "type");
    if (type.isEmpty()) {
      return CompletableFuture.completedStage(settle(operation, open));
    }
    AuthStage stage = require(operation, type.get());
    if (open.state().completed().contains(stage.type())) {
      // Passed before, by a web page perhaps.
      return CompletableFuture.completedStage(settle(operation, open));
    }
    AuthStage.Attempt attempt = new AuthStage.Attempt(auth, operation.name(), operation.user());
    Executor next = threads.executor();
    // Not on the thread that hashed a password: that has the next one to hash.
    return perform(stage, attempt)
        .handleAsync(
            (found, failure) -> settle(operation, open, stage.type(), found, failure), next);
  }

  private static CompletionStage<JsonObject> perform(AuthStage stage, AuthStage.Attempt attempt) {
    try {
      return stage.perform(attempt);
    } catch (MatrixException refusal) {
      return CompletableFuture.failedStage(refusal);
    }
  }

  /**
   * A session that a client was given.
   *
   * @throws MatrixException M_UNKNOWN if it is not known, or over
   */
  public WaitingAuth look(String key) {
    Optional<LoginSession> found =
        Tokens.isPossible(key) ? transactions.find(Tokens.hash(key)) : Optional.empty();
    return found
        .flatMap(WaitingAuth::of)
        .orElseThrow(() -> unknown("This session is not known, or has expired."));
  }

  /**
   * Performs a stage for a person on a web page; the client then repeats its request.
   *
   * <p>v1.19: Client-Server API, "Fallback".
   *
   * @param auth what the page sent for it
   * @throws MatrixException also through the result: as {@link #look} and {@link AuthStage#perform}
   */
  public CompletionStage<Boolean> submitFromPage(String key, String type, JsonObject auth) {
    WaitingAuth waiting = look(key);
    AuthSession state = waiting.state();
    @Nullable AuthStage stage = stages.get(type);
    if (stage == null) {
      throw unknown("This type of authentication is not offered here.");
    }
    return perform(stage, new AuthStage.Attempt(auth, state.operation(), state.user()))
        .thenApplyAsync(
            found -> {
              transactions.change(waiting.passed(type, found));
              return true;
            },
            threads.executor());
  }

  /** Whether a refusal only means that a stage is not passed, and can be tried again. */
  public static boolean mayTryAgain(MatrixException refusal) {
    return TRY_AGAIN.contains(refusal.code());
  }

  private Open resume(String key, AuthSession asked) {
    WaitingAuth waiting = look(key);
    if (!waiting.state().isFor(asked)) {
      throw unknown("This session was begun for something else.");
    }
    return new Open(waiting.kept(), key, waiting.state());
  }

  private AuthStage require(Operation operation, String type) {
    @Nullable AuthStage stage = stages.get(type);
    if (stage == null || !operation.flows().offers(type)) {
      throw unknown("This type of authentication is not offered here.");
    }
    return stage;
  }

  private static MatrixException unknown(String sentence) {
    return new MatrixException(ErrorCode.M_UNKNOWN, sentence);
  }

  private Outcome settle(
      Operation operation,
      Open open,
      String type,
      @Nullable JsonObject found,
      @Nullable Throwable failure) {
    if (failure == null && found != null) {
      AuthSession next = open.state().passed(type, found);
      return settle(operation, new Open(open.kept(), open.key(), next));
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof MatrixException refusal && mayTryAgain(refusal)) {
      return challenge(operation, open, refusal);
    }
    throw cause instanceof RuntimeException known ? known : new CompletionException(cause);
  }

  private Outcome settle(Operation operation, Open open) {
    return operation.flows().isComplete(open.state().completed())
        ? new Outcome.Granted(new Permission(open.kept(), open.state().found()))
        : challenge(operation, open, null);
  }

  private Outcome challenge(Operation operation, Open open, @Nullable MatrixException refusal) {
    String key = keep(operation, open);
    return new Outcome.Challenged(
        ChallengeAnswer.of(operation.flows(), stages, open.state().completed(), key, refusal));
  }

  /** Keeps how far it has come; the key of the session. */
  private String keep(Operation operation, Open open) {
    @Nullable LoginSession kept = open.kept();
    @Nullable String known = open.key();
    AuthSession state = open.state();
    if (kept != null && known != null) {
      if (!kept.done().equals(state.completed())) {
        transactions.change(kept.next(state.completed(), state.toJson(), null));
      }
      return known;
    }
    String key = Tokens.random(random);
    long now = clock.millis();
    transactions.begin(
        new LoginSession(
            Tokens.hash(key),
            LoginPurpose.OPERATION,
            state.completed(),
            state.toJson(),
            null,
            operation.address(),
            now,
            now + config.login().sessionLifetime().toMillis(),
            0),
        config.rateLimits() ? MAX_SESSIONS_PER_ADDRESS : Integer.MAX_VALUE);
    return key;
  }
}
