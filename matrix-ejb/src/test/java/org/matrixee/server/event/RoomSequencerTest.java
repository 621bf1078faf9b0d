package org.matrixee.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.matrixee.server.event.Engine.await;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.store.federation.OutboxStore;

/** The room's one writer: batches, denials, repeats, failures. */
class RoomSequencerTest {
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final UserId BERT = new UserId("@bert:localhost");

  private final Engine engine = new Engine();

  @AfterEach
  void close() {
    engine.close();
  }

  /** Holds the writers until {@code submit} has left all its commands. */
  private List<CompletionStage<RoomOutcome>> inOneBatch(
      RoomRef room, java.util.function.Supplier<List<CompletionStage<RoomOutcome>>> submit) {
    CountDownLatch held = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    engine.beforeCommit =
        () -> {
          if (first.getAndSet(false)) {
            awaitLatch(held);
          }
        };
    CompletionStage<RoomOutcome> plug = engine.say(room, ANNA, "plug", null);
    while (first.get()) {
      Thread.onSpinWait();
    }
    List<CompletionStage<RoomOutcome>> answers = submit.get();
    held.countDown();
    await(plug);
    return answers;
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void commandsThatWaitShareOneCommit() {
    RoomRef room = engine.createRoom(ANNA, null);
    int before = engine.commits.get();
    List<CompletionStage<RoomOutcome>> answers =
        inOneBatch(
            room,
            () -> {
              List<CompletionStage<RoomOutcome>> all = new ArrayList<>();
              for (int i = 0; i < 50; i++) {
                all.add(engine.say(room, ANNA, "m" + i, null));
              }
              return all;
            });
    answers.forEach(Engine::await);
    assertThat(engine.commits.get() - before).isEqualTo(2);
    List<StoredEvent> history = engine.history(room);
    assertThat(ids(history.subList(history.size() - 50, history.size())))
        .isEqualTo(answers.stream().map(answer -> await(answer).event()).toList());
  }

  @Test
  void deniedCommandLeavesTheOthersOfItsBatchAlone() {
    RoomRef room = engine.createRoom(ANNA, null);
    List<CompletionStage<RoomOutcome>> answers =
        inOneBatch(
            room,
            () ->
                List.of(
                    engine.say(room, ANNA, "one", null),
                    engine.say(room, BERT, "not in the room", null),
                    engine.say(room, ANNA, "two", null)));
    assertThat(await(answers.get(0)).event()).isNotNull();
    assertThatThrownBy(() -> await(answers.get(1))).hasCauseInstanceOf(MatrixException.class);
    assertThat(await(answers.get(2)).event()).isNotNull();
    assertThat(engine.history(room)).hasSize(4 + 3);
  }

  @Test
  void commandsAreJudgedOnTheStateThatThoseBeforeLeave() {
    RoomRef room = engine.createRoom(ANNA, null);
    List<CompletionStage<RoomOutcome>> answers =
        inOneBatch(
            room,
            () ->
                List.of(
                    engine.member(room, BERT, BERT, "join"),
                    engine.say(room, BERT, "I am in", null),
                    engine.member(room, ANNA, BERT, "ban"),
                    engine.say(room, BERT, "I am out", null)));
    await(answers.get(0));
    await(answers.get(1));
    await(answers.get(2));
    assertThatThrownBy(() -> await(answers.get(3))).hasCauseInstanceOf(MatrixException.class);
  }

  @Test
  void aServerThatIsOutIsNotToldOfWhatComesAfterInTheSameBatch() {
    RoomRef room = engine.createRoom(ANNA, null);
    UserId far = new UserId("@far:b.example");
    UserId near = new UserId("@near:c.example");
    await(engine.member(room, far, far, "join"));
    await(engine.member(room, near, near, "join"));
    List<CompletionStage<RoomOutcome>> answers =
        inOneBatch(
            room,
            () ->
                List.of(
                    engine.say(room, ANNA, "before", null),
                    engine.member(room, ANNA, far, "leave"),
                    engine.say(room, ANNA, "after", null),
                    engine.say(room, ANNA, "last", null)));
    List<EventId> ids = answers.stream().map(answer -> await(answer).event()).toList();
    assertThat(sent(far)).contains(ids.get(0), ids.get(1)).doesNotContain(ids.get(2), ids.get(3));
    assertThat(sent(near)).endsWith(ids.get(0), ids.get(1), ids.get(2), ids.get(3));
    assertThat(ids(engine.history(room))).endsWith(ids.toArray(EventId[]::new));
  }

  private List<EventId> sent(UserId user) {
    return engine.stores.inTransaction(
        () -> {
          List<Long> nids =
              engine.stores.outbox().peek(user.server(), Long.MAX_VALUE, 100).stream()
                  .map(OutboxStore.Entry::eventNid)
                  .toList();
          Map<Long, StoredEvent> events = engine.stores.events().findAllByNid(nids);
          return nids.stream().map(nid -> events.get(nid).id()).toList();
        });
  }

  @Test
  void repeatOfARequestIsAnsweredAsTheFirst() {
    RoomRef room = engine.createRoom(ANNA, null);
    TransactionKey key = new TransactionKey(1, "send", "t1");
    List<CompletionStage<RoomOutcome>> answers =
        inOneBatch(
            room,
            () -> List.of(engine.say(room, ANNA, "x", key), engine.say(room, ANNA, "other", key)));
    EventId first = await(answers.get(0)).event();
    assertThat(await(answers.get(1)).event()).isEqualTo(first);
    assertThat(await(engine.say(room, ANNA, "later", key)).event()).isEqualTo(first);
    try (Engine restarted = new Engine(engine.stores)) {
      assertThat(await(restarted.say(room, ANNA, "after a restart", key)).event()).isEqualTo(first);
      assertThat(restarted.history(room)).hasSize(4 + 2);
    }
  }

  @Test
  void refusedRequestIsJudgedAfreshWhenRepeated() {
    RoomRef room = engine.createRoom(ANNA, null);
    TransactionKey key = new TransactionKey(2, "send", "t1");
    assertThatThrownBy(() -> await(engine.say(room, BERT, "x", key)))
        .hasCauseInstanceOf(MatrixException.class);
    await(engine.member(room, BERT, BERT, "join"));
    assertThat(await(engine.say(room, BERT, "x", key)).event()).isNotNull();
  }

  @Test
  void failureOfTheDatabaseFailsOnlyTheCommandThatCausesIt() {
    RoomRef room = engine.createRoom(ANNA, null);
    RoomRef other = engine.createRoom(ANNA, null);
    List<CompletionStage<RoomOutcome>> answers =
        inOneBatch(
            room,
            () -> {
              engine.poison = "poison";
              return List.of(
                  engine.say(room, ANNA, "good", null),
                  engine.say(room, ANNA, "poison", null),
                  engine.say(other, ANNA, "elsewhere", null),
                  engine.say(room, ANNA, "good as well", null));
            });
    assertThat(await(answers.get(0)).event()).isNotNull();
    assertThatThrownBy(() -> await(answers.get(1))).hasRootCauseMessage("bad row");
    assertThat(await(answers.get(2)).event()).isNotNull();
    assertThat(await(answers.get(3)).event()).isNotNull();
    assertThat(engine.history(room)).hasSize(4 + 3);
  }

  @Test
  void commitOfUnknownOutcomeIsTriedAgainOnlyWhereARepeatIsRecognized() {
    RoomRef room = engine.createRoom(ANNA, null);
    TransactionKey key = new TransactionKey(1, "send", "t1");
    AtomicInteger left = new AtomicInteger(1);
    List<CompletionStage<RoomOutcome>> answers =
        inOneBatch(
            room,
            () -> {
              engine.afterCommit =
                  () -> {
                    // The plug's commit came before; the next one is the batch's.
                    if (left.getAndDecrement() == 0) {
                      throw new IllegalStateException("connection lost during commit");
                    }
                  };
              return List.of(
                  engine.say(room, ANNA, "with id", key), engine.say(room, ANNA, "plain", null));
            });
    assertThat(await(answers.get(0)).event()).isNotNull();
    assertThatThrownBy(() -> await(answers.get(1)))
        .hasRootCauseMessage("connection lost during commit");
    List<String> texts =
        engine.history(room).stream().map(event -> event.json().toString()).toList();
    assertThat(texts.stream().filter(text -> text.contains("with id"))).hasSize(1);
    assertThat(texts.stream().filter(text -> text.contains("plain"))).hasSize(1);
  }

  @Test
  void roomWithATakenAliasIsNotMade() {
    RoomAlias alias = new RoomAlias("#hall:localhost");
    engine.createRoom(ANNA, alias);
    long before = engine.stores.inTransaction(() -> engine.stores.events().maxPosition());
    assertThatThrownBy(() -> engine.createRoom(BERT, alias))
        .hasCauseInstanceOf(MatrixException.class);
    assertThat(engine.stores.inTransaction(() -> engine.stores.events().maxPosition()))
        .isEqualTo(before);
  }

  @Test
  void redactionStripsStoredBytesAndKeepsTheState() {
    RoomRef room = engine.createRoom(ANNA, null);
    await(
        engine.submit(
            room,
            ANNA,
            EventDraft.state(ANNA, EventType.TOPIC, "", Engine.object("topic", "secret")),
            null));
    EventId topic = ids(engine.history(room)).get(4);
    await(
        engine.submit(
            room, ANNA, EventDraft.redaction(ANNA, topic, Engine.object("reason", "x")), null));
    StoredEvent stripped = engine.history(room).get(4);
    assertThat(stripped.json().toString()).doesNotContain("secret");
    assertThat(stripped.redactedBy()).isNotNull();
    await(
        engine.submit(
            room,
            ANNA,
            EventDraft.state(ANNA, EventType.TOPIC, "", Engine.object("topic", "new")),
            null));
    StoredEvent next = engine.history(room).get(6);
    assertThat(next.replaced()).isNotNull();
    assertThat(next.replaced().json().toString()).doesNotContain("secret");
  }

  @Test
  void manyWritersInManyRoomsMakeOneChainPerRoom() {
    List<RoomRef> rooms = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rooms.add(engine.createRoom(ANNA, null));
    }
    List<CompletionStage<RoomOutcome>> answers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      answers.add(engine.say(rooms.get(i % 10), ANNA, "m" + i, null));
    }
    answers.forEach(Engine::await);
    for (RoomRef room : rooms) {
      List<StoredEvent> history = engine.history(room);
      assertThat(history).hasSize(4 + 100);
      assertThat(history.stream().map(StoredEvent::position).toList()).isSorted();
      for (int i = 1; i < history.size(); i++) {
        Event event = EventReader.decode(history.get(i));
        assertThat(event.depth()).isEqualTo(i + 1);
        assertThat(event.prevEvents().get(0).id()).isEqualTo(history.get(i - 1).id());
      }
    }
    Set<Long> positions = new HashSet<>();
    rooms.forEach(room -> engine.history(room).forEach(e -> positions.add(e.position())));
    assertThat(positions).hasSize(10 * 104);
  }

  private static List<EventId> ids(List<StoredEvent> events) {
    return events.stream().map(StoredEvent::id).toList();
  }
}
