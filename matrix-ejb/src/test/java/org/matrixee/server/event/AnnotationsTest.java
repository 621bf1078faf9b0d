package org.matrixee.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.server.event.Engine.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;

/** The same annotation is made once, also by requests that come together. */
class AnnotationsTest {
  private static final UserId ANNA = new UserId("@anna:localhost");

  private final Engine engine = new Engine();
  private RoomRef room;
  private EventId parent;

  @BeforeEach
  void begin() {
    room = engine.createRoom(ANNA, null);
    parent = await(engine.say(room, ANNA, "hello", null)).event();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private CompletionStage<RoomOutcome> react(String key, TransactionKey request) {
    JsonObject content =
        Json.createObjectBuilder()
            .add(
                "m.relates_to",
                Json.createObjectBuilder()
                    .add("rel_type", "m.annotation")
                    .add("event_id", parent.value())
                    .add("key", key))
            .build();
    return engine.submit(room, ANNA, EventDraft.message(ANNA, "m.reaction", content), request);
  }

  private static boolean isMade(CompletionStage<RoomOutcome> stage) {
    try {
      await(stage);
      return true;
    } catch (CompletionException e) {
      assertThat(((MatrixException) e.getCause()).code())
          .isEqualTo(ErrorCode.M_DUPLICATE_ANNOTATION);
      return false;
    }
  }

  @Test
  void oneOfManyAtOnceIsMade() {
    List<CompletionStage<RoomOutcome>> all =
        IntStream.range(0, 40).mapToObj(i -> react("+1", null)).toList();
    assertThat(all.stream().filter(AnnotationsTest::isMade)).hasSize(1);
    assertThat(isMade(react("+1", null))).isFalse();
    assertThat(isMade(react("-1", null))).isTrue();
  }

  @Test
  void repeatOfTheRequestIsNoSecondAnnotation() {
    TransactionKey request = new TransactionKey(1, "/send", "t1");
    EventId first = await(react("+1", request)).event();
    assertThat(await(react("+1", request)).event()).isEqualTo(first);
    assertThatThrownBy(() -> await(react("+1", null))).isInstanceOf(CompletionException.class);
  }

  @Test
  void whatWasTakenBackMayBeSaidAgain() {
    EventId first = await(react("+1", null)).event();
    EventDraft redaction = EventDraft.redaction(ANNA, first, JsonValue.EMPTY_JSON_OBJECT);
    // Both in the room's mailbox at once: most likely they share a transaction.
    CompletionStage<RoomOutcome> gone = engine.submit(room, ANNA, redaction, null);
    CompletionStage<RoomOutcome> again = react("+1", null);
    await(gone);
    assertThat(isMade(again)).isTrue();
    Set<EventId> there = Set.of(await(again).event());
    assertThat(
            engine.stores.inTransaction(
                () ->
                    engine
                        .stores
                        .relations()
                        .children(room.nid(), Set.of(parent), Long.MAX_VALUE, 9)))
        .isEqualTo(there);
  }
}
