package org.matrixee.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.event.Engine.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken.Live;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.event.Engine;
import org.matrixee.server.event.RoomRef;

/** Long polls on the real engine: what wakes them, and that nothing is lost. */
class SyncServiceTest {
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final UserId BERT = new UserId("@bert:localhost");
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Engine engine = new Engine();
  private final TestSync sync = new TestSync(engine);
  private final SyncService service = sync.service;

  @BeforeEach
  void start() {
    engine.threads.every(Duration.ofMillis(20), service::tick);
  }

  @AfterEach
  void stop() {
    service.stop();
    engine.close();
  }

  private CompletionStage<StreamPage> poll(UserId user, Live from, Duration timeout) {
    return service.await(Engine.requester(user), "192.0.2.1", from, timeout, 0);
  }

  /** Where a user's stream stands, once the news of the user's own presence is over. */
  private Live now(UserId user) {
    return sync.settled(user);
  }

  private static EventId id(CompletionStage<RoomOutcome> answer) {
    return await(answer).event();
  }

  private static List<EventId> ids(StreamPage page) {
    return page.events().stream().map(StoredEvent::id).toList();
  }

  @Test
  void pollIsWokenByAnEvent() {
    RoomRef room = engine.createRoom(ANNA, null);
    CompletionStage<StreamPage> waiting = poll(ANNA, now(ANNA), LONG);
    assertThat(waiting.toCompletableFuture()).isNotDone();
    EventId said = id(engine.say(room, ANNA, "hello", null));
    assertThat(ids(await(waiting))).containsExactly(said);
  }

  @Test
  void pollOfThePastIsAnsweredAtOnce() {
    RoomRef room = engine.createRoom(ANNA, null);
    Live from = now(ANNA);
    List<EventId> said =
        IntStream.range(0, 3).mapToObj(i -> id(engine.say(room, ANNA, "m" + i, null))).toList();
    CompletionStage<StreamPage> answer = poll(ANNA, from, LONG);
    assertThat(answer.toCompletableFuture()).isDone();
    assertThat(ids(await(answer))).isEqualTo(said);
    assertThat(await(poll(ANNA, await(answer).end(), Duration.ZERO)).events()).isEmpty();
  }

  @Test
  void pollThatSeesNothingEndsEmptyAfterItsTime() {
    engine.createRoom(ANNA, null);
    Live from = now(ANNA);
    StreamPage page = await(poll(ANNA, from, Duration.ofMillis(150)));
    assertThat(page.events()).isEmpty();
    assertThat(page.presence()).isEmpty();
    assertThat(page.end()).isEqualTo(from);
  }

  @Test
  void strangerIsNotWoken() {
    RoomRef room = engine.createRoom(ANNA, null);
    CompletionStage<StreamPage> waiting = poll(BERT, now(BERT), Duration.ofMillis(300));
    id(engine.say(room, ANNA, "among us", null));
    assertThat(await(waiting).events()).isEmpty();
  }

  @Test
  void joinDuringAPollOpensTheRoom() {
    RoomRef room = engine.createRoom(ANNA, null);
    Live from = now(BERT);
    CompletionStage<StreamPage> waiting = poll(BERT, from, LONG);
    EventId join = id(engine.member(room, BERT, BERT, "join"));
    StreamPage first = await(waiting);
    assertThat(ids(first)).containsExactly(join);
    CompletionStage<StreamPage> next = poll(BERT, first.end(), LONG);
    EventId said = id(engine.say(room, ANNA, "welcome", null));
    // Who speaks is online, and the other may hear of that first.
    StreamPage page = await(next);
    while (page.events().isEmpty()) {
      assertThat(page.presence()).isNotEmpty();
      page = await(poll(BERT, page.end(), LONG));
    }
    assertThat(ids(page)).containsExactly(said);
  }

  @Test
  void bannedUserSeesTheBanAndNothingMore() {
    RoomRef room = engine.createRoom(ANNA, null);
    id(engine.member(room, BERT, BERT, "join"));
    Live from = now(BERT);
    EventId ban = id(engine.submit(room, ANNA, ban(), null));
    id(engine.say(room, ANNA, "gone", null));
    assertThat(ids(await(poll(BERT, from, Duration.ZERO)))).containsExactly(ban);
  }

  private static EventDraft ban() {
    return new EventDraft(
        EventType.MEMBER,
        BERT.value(),
        ANNA,
        Engine.object("membership", "ban"),
        null,
        null,
        false);
  }

  @Test
  void clientThatWasAwayLongerThanMemoryReachesReadsTheDatabase() {
    RoomRef room = engine.createRoom(ANNA, null);
    Live from = now(ANNA);
    int many = 9000;
    List<CompletionStage<RoomOutcome>> answers = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      answers.add(engine.say(room, ANNA, "m" + i, null));
    }
    List<EventId> said = answers.stream().map(SyncServiceTest::id).toList();
    List<EventId> seen = new ArrayList<>();
    StreamPage page = await(poll(ANNA, from, Duration.ZERO));
    while (!page.events().isEmpty()) {
      seen.addAll(ids(page));
      page = await(poll(ANNA, page.end(), Duration.ZERO));
    }
    assertThat(seen).isEqualTo(said);
  }

  @Test
  void nobodyMissesOrRepeatsAnEventWhileManyTalk() {
    List<RoomRef> rooms =
        IntStream.range(0, 4).mapToObj(i -> engine.createRoom(ANNA, null)).toList();
    List<UserId> users =
        IntStream.range(0, 20).mapToObj(i -> new UserId("@u" + i + ":localhost")).toList();
    for (RoomRef room : rooms) {
      users.forEach(user -> id(engine.member(room, user, user, "join")));
    }
    Live from = now(ANNA);
    int messages = 800;
    List<CompletableFuture<List<EventId>>> readers =
        users.stream()
            .map(
                user ->
                    CompletableFuture.supplyAsync(
                        () -> follow(user, from, messages), task -> new Thread(task).start()))
            .toList();
    List<EventId> said =
        IntStream.range(0, messages)
            .parallel()
            .mapToObj(i -> id(engine.say(rooms.get(i % 4), users.get(i % 20), "m" + i, null)))
            .toList();
    for (CompletableFuture<List<EventId>> reader : readers) {
      assertThat(await(reader)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(said);
    }
  }

  private List<EventId> follow(UserId user, Live from, int count) {
    List<EventId> seen = new ArrayList<>();
    Live position = from;
    while (seen.size() < count) {
      StreamPage page = await(poll(user, position, LONG));
      seen.addAll(ids(page));
      position = page.end();
    }
    return seen;
  }

  @Test
  void oldestOfTooManyRequestsOfOneUserIsAnswered() {
    int most = engine.config.limits().pollsPerUser();
    now(ANNA);
    // Settled, too: else his own arrival would answer him.
    Live from = now(BERT);
    List<CompletableFuture<StreamPage>> polls = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      polls.add(poll(ANNA, from, LONG).toCompletableFuture());
    }
    CompletionStage<StreamPage> other = poll(BERT, from, LONG);
    assertThat(polls).noneMatch(CompletableFuture::isDone);
    CompletionStage<StreamPage> last = poll(ANNA, from, LONG);
    assertThat(await(polls.get(0)).events()).isEmpty();
    assertThat(polls.subList(1, most)).noneMatch(CompletableFuture::isDone);
    assertThat(other.toCompletableFuture()).isNotDone();
    assertThat(last.toCompletableFuture()).isNotDone();
  }

  @Test
  void oldestOfTooManyRequestsOfOneAddressIsAnswered() {
    int most = engine.config.limits().pollsPerAddress();
    int each = engine.config.limits().pollsPerUser();
    List<CompletableFuture<StreamPage>> polls = new ArrayList<>();
    Live from = now(ANNA);
    for (int i = 0; i <= most; i++) {
      UserId user = new UserId("@u" + i / each + ":localhost");
      if (i % each == 0) {
        // A poll brings its user online, and that news would answer polls of an older token.
        from = now(user);
      }
      polls.add(poll(user, from, LONG).toCompletableFuture());
    }
    assertThat(await(polls.get(0)).events()).isEmpty();
    assertThat(polls.subList(1, most + 1)).noneMatch(CompletableFuture::isDone);
  }
}
