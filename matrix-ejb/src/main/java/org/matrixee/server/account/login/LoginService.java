package org.matrixee.server.account.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.account.LoginSession;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.Credentials;
import org.matrixee.server.account.LocalUsers;
import org.matrixee.server.account.Tokens;
import org.matrixee.server.account.device.NewSession;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/**
 * Leads logins and registrations through their stages.
 *
 * <p>A flow of one stage that needs one request leaves nothing in the database but its result.
 * Everything else has a session there: bound to its purpose, its user and the stages passed,
 * expiring, and changed by one request at a time, so that a login is completed once.
 *
 * <p>2014: client-api-v1, 4 and 5; S-REG-05 to S-REG-19, S-REG-37 to S-REG-40.
 */
@ApplicationScoped
public class LoginService {
  private static final int MAX_SESSIONS_PER_ADDRESS = 100;

  private MatrixConfig config;
  private LoginFlows flows;
  private LoginTransactions transactions;
  private RateLimits limits;
  private SecureRandom random;
  private Clock clock;
  private Threads threads;

  /** For the container's proxies. */
  protected LoginService() {}

  /** With what it needs. */
  @Inject
  public LoginService(
      MatrixConfig config,
      LoginFlows flows,
      LoginTransactions transactions,
      RateLimits limits,
      SecureRandom random,
      Clock clock,
      Threads threads) {
    this.config = config;
    this.flows = flows;
    this.transactions = transactions;
    this.limits = limits;
    this.random = random;
    this.clock = clock;
    this.threads = threads;
  }

  /** The flows that lead there; none for registration if that is closed. */
  public List<LoginFlow> flows(LoginPurpose purpose) {
    return flows.flows(purpose);
  }

  /**
   * Performs a stage, or a step of it, for a client.
   *
   * @param body with {@code type}, the keys of that stage, and {@code session} unless it is the
   *     first request
   * @param address where the request comes from
   * @throws MatrixException also through the stage: M_LIMIT_EXCEEDED, M_BAD_JSON, M_UNKNOWN for a
   *     type that is not offered or not due, M_FORBIDDEN, M_USER_IN_USE, or what the stage refuses
   *     with
   */
  public CompletionStage<LoginOutcome> submit(
      LoginPurpose purpose, JsonObject body, String address) {
    String type =
        StageRequest.string(body, "type")
            .orElseThrow(() -> StageRequest.bad("The key 'type' must be there, with a string."));
    if (purpose == LoginPurpose.REGISTER && !config.openRegistration()) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "This server does not let people register themselves.");
    }
    LoginStage stage = flows.require(purpose, type);
    @Nullable String session = StageRequest.string(body, "session").orElse(null);
    if (session == null) {
      limits.check(purpose == LoginPurpose.LOGIN ? Action.LOGIN : Action.REGISTER, address);
    } else {
      limits.check(Action.LOGIN_STEP, address);
    }
    Progress progress = session == null ? Progress.none(purpose) : resume(purpose, session);
    return perform(progress, stage, body, address, false);
  }

  /**
   * Performs a step of a stage for whoever comes with its one-time key: a click on a link in a
   * mail, a browser sent back by another service. If that completes the stage, the session goes on.
   *
   * @param type the stage that gave the key out
   * @param body what the stage shall see as its request's body
   * @param address where the request comes from
   * @throws MatrixException M_UNKNOWN if the key is not known, or not any more; and as {@link
   *     #submit}
   */
  public CompletionStage<LoginOutcome> submitFromOutside(
      String type, OneTimeKey key, JsonObject body, String address) {
    limits.check(Action.LOGIN_STEP, address);
    LoginSession kept = transactions.findByKey(key.hash()).orElseThrow(LoginService::unknownKey);
    SessionState.@Nullable Outside outside = SessionState.ofJson(kept.state()).outside();
    if (outside == null || !outside.type().equals(type)) {
      throw unknownKey();
    }
    Progress progress = Progress.of(kept, key.open(outside.sealed()));
    return perform(progress, flows.require(kept.purpose(), type), body, address, true);
  }

  /**
   * Begins a browser's way through single sign-on. It ends in {@link LoginOutcome.Proven}.
   *
   * @param type the stage by which somebody is proven elsewhere
   * @param body what that shall see as its request's body
   * @param aim what shall be known when somebody is proven
   * @param user who it must be; null if anybody may
   * @param address where the request comes from
   * @throws MatrixException as {@link #submit}
   */
  public CompletionStage<LoginOutcome> signOn(
      String type, JsonObject body, JsonObject aim, @Nullable UserId user, String address) {
    LoginStage stage = flows.require(LoginPurpose.SIGN_ON, type);
    limits.check(user == null ? Action.LOGIN : Action.LOGIN_STEP, address);
    Established whose = user == null ? Established.NOTHING : Established.user(user);
    SessionState state = new SessionState(whose, Map.of(LoginOutcome.Proven.AIM, aim), null);
    Progress progress = Progress.none(LoginPurpose.SIGN_ON).with(state);
    return perform(progress, stage, body, address, false);
  }

  /** Whether a key belongs to a browser's way through single sign-on. */
  public boolean isSignOn(OneTimeKey key) {
    return transactions
        .findByKey(key.hash())
        .filter(session -> session.purpose() == LoginPurpose.SIGN_ON)
        .isPresent();
  }

  private static MatrixException unknownKey() {
    return new MatrixException(
        ErrorCode.M_UNKNOWN, 400, "This link has been used, or has expired.", Map.of());
  }

  private Progress resume(LoginPurpose purpose, String sessionKey) {
    Optional<LoginSession> found =
        Tokens.isPossible(sessionKey)
            ? transactions.find(Tokens.hash(sessionKey))
            : Optional.empty();
    return found
        .filter(session -> session.purpose() == purpose)
        .map(session -> Progress.of(session, sessionKey))
        .orElseThrow(() -> unknownSession(purpose));
  }

  /** The two calls have different codes for it (client-api-v1, 4.2 and 5.2). */
  private static MatrixException unknownSession(LoginPurpose purpose) {
    ErrorCode code = purpose == LoginPurpose.LOGIN ? ErrorCode.M_UNKNOWN : ErrorCode.M_BAD_JSON;
    return new MatrixException(code, 400, "This session is not known, or has expired.", Map.of());
  }

  private CompletionStage<LoginOutcome> perform(
      Progress progress, LoginStage stage, JsonObject body, String address, boolean fromOutside) {
    String type = stage.type();
    if (!flows.next(progress.purpose(), progress.done()).contains(type)) {
      throw new MatrixException(
          ErrorCode.M_UNKNOWN, 400, "This stage is not the next one of its flow.", Map.of());
    }
    Established established = progress.state().established();
    Optional<UserId> user = user(progress.purpose(), established, body, fromOutside);
    Progress named = progress;
    if (progress.purpose() == LoginPurpose.REGISTER && user.isPresent()) {
      established = established.and(Established.user(user.get()));
      named =
          progress.with(
              new SessionState(
                  established, progress.state().remembered(), progress.state().outside()));
    }
    StageRequest request =
        new StageRequest(
            progress.purpose(),
            body,
            user,
            established,
            progress.state().remembered(type),
            address,
            fromOutside);
    Progress now = named;
    // Not on the thread that hashed a password: that has the next one to hash.
    return stage
        .perform(request)
        .thenComposeAsync(result -> settle(now, type, result, address), threads.executor());
  }

  /** Whom a request is about; a session is about one user from its first request that names one. */
  private Optional<UserId> user(
      LoginPurpose purpose, Established established, JsonObject body, boolean fromOutside) {
    Optional<UserId> before = Optional.ofNullable(established.user());
    Optional<String> text = fromOutside ? Optional.empty() : StageRequest.string(body, "user");
    if (text.isEmpty()) {
      return before;
    }
    if (purpose == LoginPurpose.LOGIN) {
      Optional<UserId> user = LocalUsers.parse(text.get(), config.serverName());
      user.ifPresent(known -> limits.check(Action.LOGIN, known.value()));
      if (before.isPresent() && !before.equals(user)) {
        throw new MatrixException(
            ErrorCode.M_FORBIDDEN, "An earlier stage of this session was for another user.");
      }
      return user;
    }
    UserId wanted = LocalUsers.ofLocalpart(text.get(), config.serverName());
    if (before.isPresent() && !before.get().equals(wanted)) {
      throw StageRequest.bad("The user name must not change between the stages of a session.");
    }
    transactions.requireFree(wanted);
    return Optional.of(wanted);
  }

  private CompletionStage<LoginOutcome> settle(
      Progress progress, String type, StageResult result, String address) {
    if (result instanceof StageResult.Passed passed) {
      Established all = progress.state().established().and(passed.established());
      return CompletableFuture.completedStage(goOn(progress.passed(type, all), address));
    }
    if (result instanceof StageResult.Pending pending) {
      return waitFor(progress, type, pending, address);
    }
    if (result instanceof StageResult.Refused refused) {
      refuse(progress, type, refused);
      throw refused.refusal();
    }
    throw new AssertionError(result);
  }

  private LoginOutcome goOn(Progress progress, String address) {
    if (flows.isComplete(progress.purpose(), progress.done())) {
      return progress.purpose() == LoginPurpose.SIGN_ON
          ? proven(progress)
          : new LoginOutcome.Finished(finish(progress));
    }
    String sessionKey = sessionKey(progress);
    keep(progress, sessionKey, progress.keyHash(), address);
    return new LoginOutcome.Next(flows.next(progress.purpose(), progress.done()), sessionKey);
  }

  private Credentials finish(Progress progress) {
    Established established = progress.state().established();
    NewSession login = NewSession.plain(random);
    @Nullable UserId user = established.user();
    if (progress.purpose() == LoginPurpose.LOGIN) {
      Objects.requireNonNull(user, "no stage of this flow says who logs in");
      transactions.logIn(progress.kept(), user, login);
    } else {
      user = user == null ? LocalUsers.random(config.serverName(), random) : user;
      transactions.register(progress.kept(), user, established, login);
    }
    return new Credentials(user, login.accessToken(), config.serverName());
  }

  private static LoginOutcome proven(Progress progress) {
    SessionState state = progress.state();
    return new LoginOutcome.Proven(
        Objects.requireNonNull(state.established().user(), "nobody is proven"),
        state.remembered(LoginOutcome.Proven.AIM),
        Objects.requireNonNull(progress.kept(), "a sign-on takes more than one request"),
        progress.done(),
        state.toJson());
  }

  private CompletionStage<LoginOutcome> waitFor(
      Progress progress, String type, StageResult.Pending pending, String address) {
    String sessionKey = sessionKey(progress);
    @Nullable OneTimeKey key = pending.key();
    SessionState.@Nullable Outside outside =
        key == null
            ? progress.state().outside()
            : new SessionState.Outside(type, key.seal(sessionKey));
    SessionState state = progress.state().remembering(type, pending.remember(), outside);
    keep(progress.with(state), sessionKey, key == null ? progress.keyHash() : key.hash(), address);
    return pending
        .errand()
        .get()
        .thenApply(done -> new LoginOutcome.Waiting(type, sessionKey, pending.answer()));
  }

  /**
   * Counts the try, or ends the session. If that fails because of another request, the client is
   * told that instead: who tries many codes at once learns of none whether it was right.
   */
  private void refuse(Progress progress, String type, StageResult.Refused refused) {
    @Nullable LoginSession kept = progress.kept();
    if (kept == null) {
      return;
    }
    if (refused.remember().isEmpty()) {
      transactions.end(kept);
      return;
    }
    SessionState state =
        progress.state().remembering(type, refused.remember().get(), progress.state().outside());
    transactions.change(kept.next(progress.done(), state.toJson(), progress.keyHash()));
  }

  private String sessionKey(Progress progress) {
    @Nullable String known = progress.sessionKey();
    return known == null ? Tokens.random(random) : known;
  }

  private void keep(
      Progress progress, String sessionKey, @Nullable String keyHash, String address) {
    @Nullable LoginSession kept = progress.kept();
    if (kept != null) {
      transactions.change(kept.next(progress.done(), progress.state().toJson(), keyHash));
      return;
    }
    long now = clock.millis();
    transactions.begin(
        new LoginSession(
            Tokens.hash(sessionKey),
            progress.purpose(),
            progress.done(),
            progress.state().toJson(),
            keyHash,
            address,
            now,
            now + config.login().sessionLifetime().toMillis(),
            0),
        config.rateLimits() ? MAX_SESSIONS_PER_ADDRESS : Integer.MAX_VALUE);
  }
}
