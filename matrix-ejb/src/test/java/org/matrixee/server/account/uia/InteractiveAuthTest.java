package org.matrixee.server.account.uia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.login.LoginTransactions;
import org.matrixee.server.account.login.TestLogins;
import org.matrixee.server.account.uia.rules.AuthFlows;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.store.memory.InMemoryStores;

class InteractiveAuthTest {
  private static final UserId KIM = new UserId("@kim:localhost");
  private static final String WORD = "m.word";

  private final InMemoryStores stores = new InMemoryStores();
  private Instant now = Instant.parse("2026-07-08T00:00:00Z");

  /** Passes for the right word. */
  private static final class WordStage implements AuthStage {
    @Override
    public String type() {
      return WORD;
    }

    @Override
    public JsonObject params() {
      return Json.createObjectBuilder().add("hint", "right").build();
    }

    @Override
    public CompletionStage<JsonObject> perform(Attempt attempt) {
      if (AuthFields.requireString(attempt.auth(), "word").equals("right")) {
        return CompletableFuture.completedStage(
            Json.createObjectBuilder().add("said", "right").build());
      }
      return CompletableFuture.failedStage(new MatrixException(ErrorCode.M_FORBIDDEN, "Wrong."));
    }
  }

  private LoginTransactions transactions() {
    return TestLogins.transactions(stores, Clock.fixed(now, ZoneOffset.UTC));
  }

  private InteractiveAuth auth() {
    Threads here =
        new Threads() {
          @Override
          public Executor executor() {
            return Runnable::run;
          }
        };
    return new InteractiveAuth(
        List.of(new DummyStage(), new WordStage()),
        transactions(),
        MatrixConfig.read(Map.of("MATRIX_RATE_LIMITS", "on")::get),
        new SecureRandom(),
        Clock.fixed(now, ZoneOffset.UTC),
        here);
  }

  private static Operation operation(String name, UserId user) {
    AuthFlows flows = new AuthFlows(List.of(List.of(WORD, DummyStage.TYPE)));
    return new Operation(name, user, flows, "::1");
  }

  private Guarded<Boolean> submit(Operation operation, JsonObject proof) {
    CompletionStage<Guarded<Boolean>> outcome =
        auth()
            .guard(
                operation,
                proof,
                permission -> {
                  transactions().use(permission.session());
                  return CompletableFuture.completedStage(true);
                });
    return outcome.toCompletableFuture().join();
  }

  private static JsonObject proof(String... keys) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    for (int i = 0; i < keys.length; i += 2) {
      json.add(keys[i], keys[i + 1]);
    }
    return json.build();
  }

  private JsonObject challenge(Operation operation, JsonObject proof) {
    return ((Guarded.Challenge<Boolean>) submit(operation, proof)).answer();
  }

  private ErrorCode refusal(Operation operation, JsonObject proof) {
    try {
      submit(operation, proof);
    } catch (MatrixException refusal) {
      return refusal.code();
    } catch (CompletionException failure) {
      return ((MatrixException) failure.getCause()).code();
    }
    throw new AssertionError("not refused");
  }

  @Test
  void firstRequestIsToldTheFlows() {
    JsonObject answer = challenge(operation("x", KIM), null);
    assertThat(answer.toString())
        .contains("\"flows\":[{\"stages\":[\"m.word\",\"m.login.dummy\"]}]")
        .contains("\"params\":{\"m.word\":{\"hint\":\"right\"}}")
        .contains("\"completed\":[]")
        .doesNotContain("errcode");
    assertThat(answer.getString("session")).isNotBlank();
  }

  @Test
  void stagesArePassedOneByOneAndThePermissionIsGoodOnce() {
    Operation operation = operation("x", KIM);
    String session = challenge(operation, null).getString("session");
    JsonObject wrong =
        challenge(operation, proof("type", WORD, "session", session, "word", "wrong"));
    assertThat(wrong.getString("errcode")).isEqualTo("M_FORBIDDEN");
    assertThat(wrong.getString("error")).isEqualTo("Wrong.");
    assertThat(wrong.getJsonArray("completed")).isEmpty();
    assertThat(wrong.getString("session")).isEqualTo(session);
    JsonObject next =
        challenge(operation, proof("type", WORD, "session", session, "word", "right"));
    assertThat(next.getJsonArray("completed")).hasSize(1);
    assertThat(challenge(operation, proof("session", session)).getJsonArray("completed"))
        .hasSize(1);
    JsonObject last = proof("type", DummyStage.TYPE, "session", session);
    assertThat(submit(operation, last)).isEqualTo(new Guarded.Done<>(true));
    assertThat(refusal(operation, last)).isEqualTo(ErrorCode.M_UNKNOWN);
  }

  @Test
  void sessionIsBoundToItsOperationAndUser() {
    String session = challenge(operation("x", KIM), null).getString("session");
    JsonObject proof = proof("type", WORD, "session", session, "word", "right");
    assertThat(refusal(operation("y", KIM), proof)).isEqualTo(ErrorCode.M_UNKNOWN);
    assertThat(refusal(operation("x", null), proof)).isEqualTo(ErrorCode.M_UNKNOWN);
    assertThat(refusal(operation("x", new UserId("@eve:localhost")), proof))
        .isEqualTo(ErrorCode.M_UNKNOWN);
    assertThat(refusal(operation("x", KIM), proof("type", WORD, "session", "y", "word", "right")))
        .isEqualTo(ErrorCode.M_UNKNOWN);
  }

  @Test
  void sessionIsOverWhenItsTimeIs() {
    Operation operation = operation("x", KIM);
    String session = challenge(operation, null).getString("session");
    JsonObject proof = proof("type", WORD, "session", session, "word", "wrong");
    now = now.plus(Duration.ofMinutes(30)).minusMillis(1);
    challenge(operation, proof);
    now = now.plusMillis(1);
    assertThat(refusal(operation, proof)).isEqualTo(ErrorCode.M_UNKNOWN);
  }

  @Test
  void whatAStageFoundOutIsKeptUntilTheOperation() {
    Operation operation = operation("x", null);
    String session = challenge(operation, null).getString("session");
    challenge(operation, proof("type", WORD, "session", session, "word", "right"));
    // It is not asked for again.
    challenge(operation, proof("type", WORD, "session", session));
    JsonObject found =
        auth()
            .guard(
                operation,
                proof("type", DummyStage.TYPE, "session", session),
                permission -> {
                  assertThat(permission.found(DummyStage.TYPE)).isEmpty();
                  return CompletableFuture.completedStage(permission.found(WORD).orElseThrow());
                })
            .thenApply(done -> ((Guarded.Done<JsonObject>) done).result())
            .toCompletableFuture()
            .join();
    assertThat(found.getString("said")).isEqualTo("right");
  }

  @Test
  void stageIsPassedOnAWebPageAndTheClientRepeatsItsRequest() {
    Operation operation = operation("x", KIM);
    String session = challenge(operation, null).getString("session");
    assertThat(auth().look(session).state().user()).isEqualTo(KIM);
    auth().submitFromPage(session, WORD, proof("word", "right")).toCompletableFuture().join();
    assertThat(challenge(operation, proof("session", session)).getJsonArray("completed"))
        .hasSize(1);
    auth().submitFromPage(session, DummyStage.TYPE, proof()).toCompletableFuture().join();
    assertThat(submit(operation, proof("session", session))).isEqualTo(new Guarded.Done<>(true));
    assertThatThrownBy(() -> auth().look(session)).isInstanceOf(MatrixException.class);
    assertThatThrownBy(() -> auth().submitFromPage(session, WORD, proof("word", "right")))
        .isInstanceOf(MatrixException.class);
  }

  @Test
  void badProofsAreRefused() {
    Operation operation = operation("x", null);
    assertThat(refusal(operation, proof("type", "m.magic"))).isEqualTo(ErrorCode.M_UNKNOWN);
    assertThat(refusal(operation, proof("type", WORD))).isEqualTo(ErrorCode.M_MISSING_PARAM);
    assertThat(refusal(operation, Json.createObjectBuilder().add("type", 5).build()))
        .isEqualTo(ErrorCode.M_BAD_JSON);
    assertThat(challenge(operation, JsonValue.EMPTY_JSON_OBJECT).getJsonArray("completed"))
        .isEmpty();
  }
}
