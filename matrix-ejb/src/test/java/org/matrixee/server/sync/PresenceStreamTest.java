package org.matrixee.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.model.presence.PresenceState.FREE_FOR_CHAT;
import static org.matrixee.model.presence.PresenceState.OFFLINE;
import static org.matrixee.model.presence.PresenceState.ONLINE;
import static org.matrixee.model.presence.PresenceState.UNAVAILABLE;
import static org.matrixee.server.event.Engine.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.StreamToken.Live;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.model.presence.Wakes;
import org.matrixee.server.event.Engine;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.presence.PresenceListChanged;
import org.matrixee.store.presence.PresenceListEntry;

/** Presence in streams: who gets it, whom it wakes, and that nothing is lost. */
class PresenceStreamTest {
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final UserId BERT = new UserId("@bert:localhost");
  private static final UserId CARL = new UserId("@carl:localhost");
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Engine engine = new Engine();
  private final TestSync sync = new TestSync(engine);

  @BeforeEach
  void start() {
    engine.threads.every(Duration.ofMillis(20), sync.service::tick);
  }

  @AfterEach
  void stop() {
    sync.service.stop();
    engine.close();
  }

  private CompletionStage<StreamPage> poll(UserId user, Live from, Duration timeout) {
    // Each user has an address: only so many may wait for one.
    String address = "2001:db8:0:" + Integer.toHexString(user.value().hashCode() & 0xffff) + "::1";
    return sync.service.await(Engine.requester(user), address, from, timeout, 0);
  }

  private StreamPage look(UserId user, Live from) {
    return await(poll(user, from, Duration.ZERO));
  }

  private static List<UserId> users(StreamPage page) {
    return page.presence().stream().map(UserPresence::user).toList();
  }

  private RoomRef roomOf(UserId... members) {
    RoomRef room = engine.createRoom(members[0], null);
    for (int i = 1; i < members.length; i++) {
      await(engine.member(room, members[i], members[i], "join"));
    }
    return room;
  }

  @Test
  void changeWakesRoomMatesAndOwnDevicesAndNobodyElse() {
    roomOf(ANNA, BERT);
    Live carls = sync.settled(CARL);
    sync.settled(ANNA);
    Live berts = sync.settled(BERT);
    Live annas = sync.settled(ANNA);
    CompletionStage<StreamPage> own = poll(ANNA, annas, LONG);
    CompletionStage<StreamPage> mate = poll(BERT, berts, LONG);
    CompletionStage<StreamPage> stranger = poll(CARL, carls, Duration.ofMillis(400));
    assertThat(own.toCompletableFuture()).isNotDone();
    sync.presence.choose(ANNA, FREE_FOR_CHAT, "come in");
    for (CompletionStage<StreamPage> woken : List.of(own, mate)) {
      StreamPage page = await(woken);
      assertThat(users(page)).containsExactly(ANNA);
      assertThat(page.presence().get(0).presence().state()).isEqualTo(FREE_FOR_CHAT);
      assertThat(page.presence().get(0).presence().statusMsg()).isEqualTo("come in");
      assertThat(page.events()).isEmpty();
    }
    assertThat(await(stranger).presence()).isEmpty();
  }

  @Test
  void changeIsToldOnceToEachPosition() {
    roomOf(ANNA, BERT);
    Live from = sync.settled(BERT);
    sync.presence.choose(ANNA, UNAVAILABLE, null);
    StreamPage page = await(poll(BERT, from, LONG));
    assertThat(users(page)).containsExactly(ANNA);
    assertThat(look(BERT, page.end()).presence()).isEmpty();
    assertThat(users(look(BERT, from))).containsExactly(ANNA);
  }

  @Test
  void changeWhileNobodyAskedIsTheFirstAnswer() {
    roomOf(ANNA, BERT);
    Live from = sync.settled(BERT);
    sync.presence.choose(ANNA, UNAVAILABLE, null);
    sync.settled(ANNA);
    CompletionStage<StreamPage> late = poll(BERT, from, LONG);
    assertThat(late.toCompletableFuture()).isDone();
    assertThat(users(await(late))).containsExactly(ANNA);
  }

  @Test
  void activityWakesNobodyAndComesWithTheNextAnswer() {
    RoomRef room = roomOf(ANNA, BERT);
    sync.settled(ANNA);
    Live from = sync.settled(BERT);
    sync.presence.clock.pass(Duration.ofMinutes(2));
    sync.presence.active(ANNA);
    CompletionStage<StreamPage> waiting = poll(BERT, from, LONG);
    sync.presence.run();
    sync.settled(CARL);
    assertThat(waiting.toCompletableFuture()).isNotDone();
    await(engine.say(room, ANNA, "hello", null));
    StreamPage page = await(waiting);
    assertThat(page.events()).hasSize(1);
    assertThat(users(page)).containsExactly(ANNA);
  }

  @Test
  void leavingTheLastCommonRoomEndsVisibility() {
    RoomRef room = roomOf(ANNA, BERT);
    await(engine.member(room, ANNA, ANNA, "leave"));
    Live from = sync.settled(BERT);
    sync.presence.choose(ANNA, UNAVAILABLE, null);
    sync.settled(ANNA);
    assertThat(look(BERT, from).presence()).isEmpty();
  }

  @Test
  void whoEntersARoomGetsThePresenceOfEveryoneThereAndIsShownToThem() {
    RoomRef room = roomOf(ANNA, BERT);
    sync.settled(ANNA);
    sync.settled(BERT);
    Live carls = sync.settled(CARL);
    Live annas = sync.settled(ANNA);
    CompletionStage<StreamPage> resident = poll(ANNA, annas, LONG);
    CompletionStage<StreamPage> joiner = poll(CARL, carls, LONG);
    await(engine.member(room, CARL, CARL, "join"));
    StreamPage first = await(joiner);
    assertThat(first.events()).hasSize(1);
    assertThat(users(first)).contains(ANNA, BERT);
    StreamPage seen = await(resident);
    List<UserId> shown = new ArrayList<>(users(seen));
    while (!shown.contains(CARL)) {
      seen = await(poll(ANNA, seen.end(), LONG));
      shown.addAll(users(seen));
    }
    // Once more the same membership, with another profile: nobody is new in the room.
    Live after = sync.settled(CARL);
    Live residents = sync.settled(ANNA);
    await(engine.sequencer.submit(renamed(room, CARL)));
    sync.settled(CARL);
    assertThat(users(look(CARL, after))).doesNotContain(ANNA, BERT);
    StreamPage told = look(ANNA, residents);
    assertThat(told.events()).hasSize(1);
    assertThat(users(told)).doesNotContain(CARL);
  }

  private static RoomCommand renamed(RoomRef room, UserId user) {
    JsonObject content =
        Json.createObjectBuilder().add("membership", "join").add("displayname", "New").build();
    return new RoomCommand.RenewMember(room, Engine.requester(user), content);
  }

  @Test
  void acceptedContactIsShownToTheObserverAloneAndDroppedOneNoMore() {
    sync.settled(CARL);
    Live annas = sync.settled(ANNA);
    Live berts = sync.settled(BERT);
    CompletionStage<StreamPage> bystander = poll(BERT, berts, Duration.ofMillis(300));
    CompletionStage<StreamPage> waiting = poll(ANNA, annas, LONG);
    change(ANNA, Set.of(CARL), Set.of());
    StreamPage page = await(waiting);
    assertThat(users(page)).containsExactly(CARL);
    assertThat(page.presence().get(0).presence().state()).isEqualTo(ONLINE);
    assertThat(await(bystander).presence()).isEmpty();
    sync.presence.choose(CARL, UNAVAILABLE, null);
    page = await(poll(ANNA, page.end(), LONG));
    assertThat(users(page)).containsExactly(CARL);
    change(ANNA, Set.of(), Set.of(CARL));
    sync.presence.choose(CARL, ONLINE, null);
    sync.settled(CARL);
    assertThat(look(ANNA, page.end()).presence()).isEmpty();
  }

  private void change(UserId observer, Set<UserId> added, Set<UserId> removed) {
    engine.stores.run(
        () -> {
          engine
              .stores
              .presenceLists()
              .save(
                  added.stream().map(user -> new PresenceListEntry(observer, user, true)).toList());
          engine.stores.presenceLists().remove(observer, removed);
        });
    PresenceListChanged changed = new PresenceListChanged(observer, added, removed);
    sync.followers.onListChanged(changed);
    added.forEach(user -> sync.presence.touch(user, Wakes.user(observer)));
  }

  @Test
  void lostMessageIsMadeUpForFromTheDatabase() {
    roomOf(ANNA, BERT, CARL);
    sync.settled(ANNA);
    Live from = sync.settled(BERT);
    sync.presence.queueLoses = true;
    sync.presence.choose(ANNA, UNAVAILABLE, "lost on the way");
    sync.presence.run();
    sync.presence.queueLoses = false;
    sync.presence.choose(CARL, UNAVAILABLE, null);
    sync.presence.run();
    StreamPage page = await(poll(BERT, from, LONG));
    assertThat(users(page)).containsExactly(ANNA, CARL);
  }

  @Test
  void tokenWithoutPresenceAndTokenFromBeforeARestartGetWhatTheyLack() {
    roomOf(ANNA, BERT);
    Live before = sync.settled(BERT);
    sync.presence.choose(ANNA, UNAVAILABLE, "old");
    sync.settled(ANNA);
    Live annas = sync.settled(ANNA);
    try (Engine again = new Engine(engine.stores)) {
      TestSync restarted = new TestSync(again);
      StreamPage page =
          await(
              restarted.service.await(
                  Engine.requester(BERT), "192.0.2.1", before, Duration.ZERO, 0));
      assertThat(users(page)).containsExactly(ANNA);
      assertThat(page.presence().get(0).presence().statusMsg()).isEqualTo("old");
      Live ancient = new Live(before.position(), Live.UNKNOWN);
      page =
          await(
              restarted.service.await(
                  Engine.requester(BERT), "192.0.2.1", ancient, Duration.ZERO, 0));
      assertThat(users(page)).contains(ANNA, BERT);
      page =
          await(
              restarted.service.await(
                  Engine.requester(BERT), "192.0.2.1", page.end(), Duration.ZERO, 0));
      assertThat(page.presence()).isEmpty();
      page =
          await(
              restarted.service.await(
                  Engine.requester(ANNA), "192.0.2.1", annas, Duration.ZERO, 0));
      assertThat(users(page)).doesNotContain(ANNA);
      restarted.service.stop();
    }
  }

  @Test
  void limitCutsPresenceWithoutLoss() {
    List<UserId> many =
        IntStream.range(0, 10).mapToObj(i -> new UserId("@u" + i + ":localhost")).toList();
    roomOf(many.toArray(new UserId[0]));
    Live from = sync.settled(many.get(0));
    many.forEach(user -> sync.presence.choose(user, UNAVAILABLE, null));
    sync.settled(ANNA);
    List<UserId> seen = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      StreamPage page =
          await(
              sync.service.await(
                  Engine.requester(many.get(0)), "192.0.2.1", from, Duration.ZERO, 3));
      assertThat(page.presence()).hasSizeLessThanOrEqualTo(3);
      seen.addAll(users(page));
      from = page.end();
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(many);
  }

  @Test
  void contactsCostNoQueryEach() {
    UserId popular = new UserId("@popular:localhost");
    List<UserId> many =
        IntStream.range(0, 1000).mapToObj(i -> new UserId("@c" + i + ":localhost")).toList();
    engine.stores.run(
        () ->
            engine
                .stores
                .presenceLists()
                .save(
                    many.stream()
                        .map(user -> new PresenceListEntry(user, popular, true))
                        .toList()));
    List<CompletionStage<StreamPage>> waiting = new ArrayList<>();
    many.forEach(user -> look(user, null));
    sync.settled(ANNA);
    for (UserId user : many) {
      waiting.add(poll(user, look(user, null).end(), LONG));
    }
    int before = sync.queries.get() + sync.presence.transactions.get();
    sync.presence.choose(popular, ONLINE, null);
    for (CompletionStage<StreamPage> woken : waiting) {
      assertThat(users(await(woken))).contains(popular);
    }
    assertThat(sync.queries.get() + sync.presence.transactions.get() - before)
        .isLessThanOrEqualTo(6);
  }

  @Test
  void nobodyMissesTheLastStateWhileManyChange() {
    List<UserId> many =
        IntStream.range(0, 12).mapToObj(i -> new UserId("@u" + i + ":localhost")).toList();
    roomOf(many.toArray(new UserId[0]));
    Live from = sync.settled(many.get(0));
    ExecutorService readers = Executors.newFixedThreadPool(many.size());
    try {
      List<CompletableFuture<Set<UserId>>> seen =
          many.stream()
              .map(user -> CompletableFuture.supplyAsync(() -> seesLast(user, from, many), readers))
              .toList();
      for (int round = 0; round < 200; round++) {
        PresenceState state = round % 2 == 0 ? UNAVAILABLE : FREE_FOR_CHAT;
        for (UserId user : many) {
          sync.presence.choose(user, state, "round " + round);
        }
        sync.presence.run();
      }
      many.forEach(user -> sync.presence.choose(user, OFFLINE, "last"));
      for (CompletableFuture<Set<UserId>> each : seen) {
        assertThat(await(each)).containsExactlyInAnyOrderElementsOf(many);
      }
    } finally {
      readers.shutdownNow();
    }
  }

  /** Follows the stream until everyone's last status has come. */
  private Set<UserId> seesLast(UserId reader, Live from, List<UserId> all) {
    Set<UserId> last = new HashSet<>();
    Live position = from;
    while (last.size() < all.size()) {
      StreamPage page = await(poll(reader, position, LONG));
      page.presence().stream()
          .filter(shown -> "last".equals(shown.presence().statusMsg()))
          .forEach(shown -> last.add(shown.user()));
      position = page.end();
    }
    return last;
  }
}
