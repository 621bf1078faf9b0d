package org.matrixee.server.account.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.model.account.LoginPurpose.LOGIN;
import static org.matrixee.model.account.LoginPurpose.REGISTER;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.account.LoginSession;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.limits.RateLimits;
import org.matrixee.store.memory.InMemoryStores;

class LoginServiceTest {
  private static final UserId KIM = new UserId("@kim:localhost");
  private static final ThreePid MAIL = new ThreePid("email", "kim@example.org");
  private static final String HERE = "::1";

  private final InMemoryStores stores = new InMemoryStores();
  private final TestClock clock = new TestClock();
  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> settings =
      new HashMap<>(
          Map.of("MATRIX_RATE_LIMITS", "off", "MATRIX_LOGIN_FLOWS", "m.one,m.two,m.last"));
  private OneTimeKey key = OneTimeKey.random(random);

  /** A clock that tests turn. */
  private static final class TestClock extends Clock {
    private Instant now = Instant.parse("2014-10-06T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private LoginService service() {
    MatrixConfig config = MatrixConfig.read(settings::get);
    Threads here =
        new Threads() {
          @Override
          public Executor executor() {
            return Runnable::run;
          }
        };
    LoginFlows flows =
        new LoginFlows(
            config,
            List.of(
                new Scripted("m.one", true, true, this::one),
                new Scripted("m.two", true, true, this::two),
                new Scripted("m.last", true, true, this::last),
                new Scripted("m.login.oauth2", true, true, this::elsewhere)));
    return new LoginService(
        config,
        flows,
        TestLogins.transactions(stores, clock),
        new RateLimits(config),
        random,
        clock,
        here);
  }

  /** Passes at once; at registration with an address. */
  private StageResult one(StageRequest request) {
    return new StageResult.Passed(
        request.purpose() == LOGIN
            ? Established.user(request.user().orElseThrow())
            : Established.NOTHING.with(MAIL));
  }

  /** Waits until somebody comes with the key. */
  private StageResult two(StageRequest request) {
    if (request.fromOutside()) {
      return new StageResult.Passed(Established.NOTHING);
    }
    return StageResult.Pending.answering(
        Json.createObjectBuilder().add("uri", "x").build(), JsonValue.EMPTY_JSON_OBJECT, key);
  }

  /** Proves somebody to whoever comes with the key. */
  private StageResult elsewhere(StageRequest request) {
    if (request.fromOutside()) {
      return new StageResult.Passed(Established.user(new UserId(request.requireString("who"))));
    }
    return StageResult.Pending.answering(
        Json.createObjectBuilder().add("uri", "x").build(), JsonValue.EMPTY_JSON_OBJECT, key);
  }

  private LoginOutcome comeBack(String who) {
    JsonObject body = Json.createObjectBuilder().add("who", who).build();
    return service()
        .submitFromOutside("m.login.oauth2", key, body, HERE)
        .toCompletableFuture()
        .join();
  }

  private void signOn(JsonObject aim, UserId user) {
    service()
        .signOn("m.login.oauth2", JsonValue.EMPTY_JSON_OBJECT, aim, user, HERE)
        .toCompletableFuture()
        .join();
  }

  @Test
  void signOnEndsInSomebodyProvenAndItsSessionWaits() {
    JsonObject aim = Json.createObjectBuilder().add("client", "app:x").build();
    signOn(aim, null);
    assertThat(service().isSignOn(key)).isTrue();
    assertThat(service().isSignOn(new OneTimeKey("x"))).isFalse();
    LoginOutcome.Proven proven = (LoginOutcome.Proven) comeBack("@kim:localhost");
    assertThat(proven.user()).isEqualTo(KIM);
    assertThat(proven.aim()).isEqualTo(aim);
    OneTimeKey next = OneTimeKey.random(random);
    TestLogins transactions = (TestLogins) TestLogins.transactions(stores, clock);
    transactions.change(proven.waitingFor(next));
    // The provider's answer is used up, and the next key is no such answer.
    assertThatThrownBy(() -> comeBack("@kim:localhost")).isInstanceOf(MatrixException.class);
    LoginOutcome.Proven again =
        transactions.findByKey(next.hash()).flatMap(LoginOutcome.Proven::of).orElseThrow();
    assertThat(again.user()).isEqualTo(proven.user());
    assertThat(again.aim()).isEqualTo(aim);
    key = next;
    assertThatThrownBy(() -> comeBack("@eve:localhost")).isInstanceOf(MatrixException.class);
    transactions.end(again.kept());
    assertThatThrownBy(() -> transactions.end(proven.kept())).isInstanceOf(MatrixException.class);
  }

  @Test
  void proofOfOneUserIsNoneOfAnother() {
    signOn(JsonValue.EMPTY_JSON_OBJECT, KIM);
    assertThatThrownBy(() -> comeBack("@eve:localhost"))
        .hasRootCauseInstanceOf(MatrixException.class);
    assertThat(comeBack("@kim:localhost")).isInstanceOf(LoginOutcome.Proven.class);
  }

  @Test
  void sessionsOfLoginsProveNobody() {
    LoginOutcome.Next next = (LoginOutcome.Next) submit(LOGIN, "type", "m.one", "user", "kim");
    submit(LOGIN, "type", "m.two", "session", next.session());
    TestLogins transactions = (TestLogins) TestLogins.transactions(stores, clock);
    assertThat(transactions.findByKey(key.hash()).flatMap(LoginOutcome.Proven::of)).isEmpty();
    assertThat(service().isSignOn(key)).isFalse();
  }

  /** Takes the right word; ends the session at the third wrong one. */
  private StageResult last(StageRequest request) {
    if (request.requireString("word").equals("right")) {
      return new StageResult.Passed(Established.NOTHING);
    }
    int tries = request.remembered().getInt("tries", 0) + 1;
    JsonObject counted = Json.createObjectBuilder().add("tries", tries).build();
    return new StageResult.Refused(
        new MatrixException(ErrorCode.M_FORBIDDEN, "Wrong."),
        tries < 3 ? Optional.of(counted) : Optional.empty());
  }

  private LoginOutcome submit(LoginPurpose purpose, String... body) {
    var json = Json.createObjectBuilder();
    for (int i = 0; i < body.length; i += 2) {
      json.add(body[i], body[i + 1]);
    }
    return service().submit(purpose, json.build(), HERE).toCompletableFuture().join();
  }

  private ErrorCode refusal(LoginPurpose purpose, String... body) {
    try {
      submit(purpose, body);
    } catch (MatrixException refusal) {
      return refusal.code();
    } catch (CompletionException failure) {
      return ((MatrixException) failure.getCause()).code();
    }
    throw new AssertionError("not refused");
  }

  private String begin() {
    LoginOutcome.Next next = (LoginOutcome.Next) submit(LOGIN, "type", "m.one", "user", "Kim");
    assertThat(next.types()).containsExactly("m.two");
    return next.session();
  }

  private LoginOutcome fromOutside(String type) {
    return service()
        .submitFromOutside(type, key, JsonValue.EMPTY_JSON_OBJECT, "elsewhere")
        .toCompletableFuture()
        .join();
  }

  private String beforeLast() {
    String session = begin();
    submit(LOGIN, "type", "m.two", "session", session);
    fromOutside("m.two");
    return session;
  }

  @Test
  void stageIsCompletedFromOutsideOnce() {
    String session = begin();
    LoginOutcome.Waiting waiting =
        (LoginOutcome.Waiting) submit(LOGIN, "type", "m.two", "session", session);
    assertThat(waiting.session()).isEqualTo(session);
    assertThat(waiting.answer().getString("uri")).isEqualTo("x");
    assertThatThrownBy(() -> fromOutside("m.one")).isInstanceOf(MatrixException.class);
    LoginOutcome.Next next = (LoginOutcome.Next) fromOutside("m.two");
    assertThat(next.types()).containsExactly("m.last");
    assertThat(next.session()).isEqualTo(session);
    assertThatThrownBy(() -> fromOutside("m.two")).isInstanceOf(MatrixException.class);
  }

  @Test
  void finishedLoginEndsItsSession() {
    String session = beforeLast();
    LoginOutcome.Finished finished =
        (LoginOutcome.Finished)
            submit(LOGIN, "type", "m.last", "session", session, "word", "right");
    assertThat(finished.credentials().user()).isEqualTo(KIM);
    assertThat(refusal(LOGIN, "type", "m.last", "session", session, "word", "right"))
        .isEqualTo(ErrorCode.M_UNKNOWN);
  }

  @Test
  void triesAreCountedAndEndTheSession() {
    String session = beforeLast();
    for (int i = 0; i < 3; i++) {
      assertThat(refusal(LOGIN, "type", "m.last", "session", session, "word", "wrong"))
          .isEqualTo(ErrorCode.M_FORBIDDEN);
    }
    assertThat(refusal(LOGIN, "type", "m.last", "session", session, "word", "right"))
        .isEqualTo(ErrorCode.M_UNKNOWN);
  }

  @Test
  void sessionIsOverWhenItsTimeIs() {
    String session = beforeLast();
    clock.now = clock.now.plus(Duration.ofMinutes(30)).minusMillis(1);
    assertThat(refusal(LOGIN, "type", "m.last", "session", session, "word", "wrong"))
        .isEqualTo(ErrorCode.M_FORBIDDEN);
    clock.now = clock.now.plusMillis(1);
    assertThat(refusal(LOGIN, "type", "m.last", "session", session, "word", "right"))
        .isEqualTo(ErrorCode.M_UNKNOWN);
    assertThat(stores.inTransaction(() -> stores.loginSessions().deleteExpired(clock.millis(), 10)))
        .isEqualTo(1);
  }

  @Test
  void sessionIsBoundToItsPurposeAndUser() {
    String session = begin();
    assertThat(refusal(REGISTER, "type", "m.two", "session", session))
        .isEqualTo(ErrorCode.M_BAD_JSON);
    assertThat(refusal(LOGIN, "type", "m.two", "session", session, "user", "eve"))
        .isEqualTo(ErrorCode.M_FORBIDDEN);
    assertThat(refusal(LOGIN, "type", "m.two", "session", session, "user", "@kim:elsewhere"))
        .isEqualTo(ErrorCode.M_FORBIDDEN);
    submit(LOGIN, "type", "m.two", "session", session, "user", "KIM");
  }

  @Test
  void oneAddressHasABoundedNumberOfSessions() {
    settings.put("MATRIX_RATE_LIMITS", "on");
    int begun = 0;
    ErrorCode code = null;
    while (code == null && begun < 1000) {
      try {
        TestLogins.transactions(stores, clock)
            .begin(
                new LoginSession(
                    "h" + begun,
                    LOGIN,
                    List.of(),
                    JsonValue.EMPTY_JSON_OBJECT,
                    null,
                    HERE,
                    0,
                    clock.millis() + 1,
                    0),
                100);
        begun++;
      } catch (MatrixException refusal) {
        code = refusal.code();
      }
    }
    assertThat(begun).isEqualTo(100);
    assertThat(refusal(LOGIN, "type", "m.one", "user", "kim"))
        .isEqualTo(ErrorCode.M_LIMIT_EXCEEDED);
    clock.now = clock.now.plusMillis(1);
    submit(LOGIN, "type", "m.one", "user", "kim");
  }

  @Test
  void registrationKeepsWhatTheStagesEstablished() {
    settings.put("MATRIX_REGISTRATION_FLOWS", "m.one,m.last");
    LoginOutcome.Next next = (LoginOutcome.Next) submit(REGISTER, "type", "m.one");
    LoginOutcome.Finished finished =
        (LoginOutcome.Finished)
            submit(
                REGISTER,
                "type",
                "m.last",
                "session",
                next.session(),
                "user",
                "kim",
                "word",
                "right");
    assertThat(finished.credentials().user()).isEqualTo(KIM);
    assertThat(stores.inTransaction(() -> stores.threePids().findOwner(MAIL))).contains(KIM);
    assertThat(refusal(REGISTER, "type", "m.one", "user", "KIM"))
        .isEqualTo(ErrorCode.M_USER_IN_USE);
    LoginOutcome.Next again = (LoginOutcome.Next) submit(REGISTER, "type", "m.one");
    // The address is taken now: nothing is made, and the session stays.
    assertThat(
            refusal(
                REGISTER,
                "type",
                "m.last",
                "session",
                again.session(),
                "user",
                "eve",
                "word",
                "right"))
        .isEqualTo(ErrorCode.M_UNKNOWN);
    assertThat(stores.inTransaction(() -> stores.accounts().find(new UserId("@eve:localhost"))))
        .isEmpty();
  }
}
