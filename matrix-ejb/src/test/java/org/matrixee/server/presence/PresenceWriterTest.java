package org.matrixee.server.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.model.presence.PresenceState.OFFLINE;
import static org.matrixee.model.presence.PresenceState.ONLINE;
import static org.matrixee.model.presence.PresenceState.UNAVAILABLE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.Account;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceUpdate;
import org.matrixee.model.presence.Wakes;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.Engine.TestThreads;
import org.matrixee.store.memory.InMemoryStores;

/** What is kept and what is told, on stores in memory: nothing lost, nothing told twice. */
class PresenceWriterTest {
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final UserId BERT = new UserId("@bert:localhost");
  private static final MatrixConfig CONFIG = MatrixConfig.read(key -> null);

  private final InMemoryStores stores = new InMemoryStores();
  private final TestThreads threads = new TestThreads();
  private final TestPresence presence = new TestPresence(stores, CONFIG, threads);
  private final List<PresenceBatch> told = new ArrayList<>();

  @BeforeEach
  void start() {
    presence.onBatch.add(told::add);
    presence.writer.start();
  }

  @AfterEach
  void stop() {
    threads.close();
  }

  private PresenceUpdate onlyUpdate() {
    assertThat(told).hasSize(1);
    assertThat(told.get(0).updates()).hasSize(1);
    return told.get(0).updates().get(0);
  }

  @Test
  void firstStreamMakesOnlineAndLaterOnesTellNothing() {
    presence.register.opened(ANNA);
    presence.register.opened(ANNA);
    presence.writer.run();
    assertThat(onlyUpdate().shown().presence())
        .isEqualTo(new Presence(ONLINE, null, presence.clock.millis()));
    assertThat(onlyUpdate().wakes()).isEqualTo(Wakes.EVERYONE);
    presence.register.closed(ANNA);
    presence.register.opened(ANNA);
    presence.writer.run();
    assertThat(told).hasSize(1);
    assertThat(presence.kept(ANNA)).isEqualTo(onlyUpdate().shown().presence());
  }

  @Test
  void whoseStreamsAllSayAwayIsAway() {
    presence.register.opened(ANNA, UNAVAILABLE);
    presence.writer.run();
    assertThat(onlyUpdate().shown().presence().state()).isEqualTo(UNAVAILABLE);
    presence.register.opened(ANNA);
    assertThat(presence.now(ANNA).state()).isEqualTo(ONLINE);
    presence.register.closed(ANNA);
    presence.register.sweep(System.nanoTime());
    assertThat(presence.now(ANNA).state()).as("grace time").isEqualTo(ONLINE);
    presence.passGrace();
    assertThat(presence.now(ANNA).state()).isEqualTo(UNAVAILABLE);
    presence.register.closed(ANNA, UNAVAILABLE);
    presence.passGrace();
    assertThat(presence.now(ANNA).state()).isEqualTo(OFFLINE);
    presence.register.opened(ANNA);
    assertThat(presence.now(ANNA).state()).isEqualTo(ONLINE);
  }

  @Test
  void aStreamThatShowsNothingIsNoSignOfLife() {
    presence.register.opened(ANNA, OFFLINE);
    presence.register.closed(ANNA, OFFLINE);
    presence.writer.run();
    assertThat(told).isEmpty();
  }

  @Test
  void whoChoseToBeAwayStaysSoWhenADeviceComesBack() {
    presence.register.opened(ANNA);
    presence.register.choose(ANNA, UNAVAILABLE, "lunch");
    presence.register.closed(ANNA);
    presence.register.opened(ANNA, UNAVAILABLE);
    presence.passGrace();
    presence.register.opened(ANNA);
    assertThat(presence.now(ANNA).state()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void oneStreamOfSeveralKeepsTheUserOnline() {
    presence.register.opened(ANNA);
    presence.register.opened(ANNA);
    presence.register.closed(ANNA);
    presence.passGrace();
    presence.writer.run();
    assertThat(presence.now(ANNA).state()).isEqualTo(ONLINE);
    presence.register.closed(ANNA);
    presence.register.sweep(System.nanoTime());
    assertThat(presence.now(ANNA).state()).isEqualTo(ONLINE);
    presence.passGrace();
    assertThat(presence.now(ANNA).state()).isEqualTo(OFFLINE);
    presence.writer.run();
    assertThat(presence.kept(ANNA).state()).isEqualTo(OFFLINE);
  }

  @Test
  void streamsThatComeAndGoCostNoTransactionOnceTheUserIsHere() {
    presence.register.opened(ANNA);
    presence.writer.run();
    int before = presence.transactions.get();
    for (int i = 0; i < 1000; i++) {
      presence.register.closed(ANNA);
      presence.register.opened(ANNA);
      presence.active(ANNA);
      presence.writer.run();
    }
    assertThat(presence.transactions.get()).isLessThanOrEqualTo(before + 1);
  }

  @Test
  void choiceIsKeptBeforeItIsAnsweredAndSurvivesTheGraceTimeOnlyAsStatus() {
    CompletableFuture<Boolean> kept =
        presence.register.choose(ANNA, UNAVAILABLE, "lunch").toCompletableFuture();
    assertThat(kept).isNotDone();
    presence.writer.run();
    assertThat(kept).isCompletedWithValue(true);
    assertThat(presence.kept(ANNA).state()).isEqualTo(UNAVAILABLE);
    // A stream that opens within the grace time leaves the choice alone.
    presence.register.opened(ANNA);
    assertThat(presence.now(ANNA).state()).isEqualTo(UNAVAILABLE);
    presence.register.closed(ANNA);
    presence.passGrace();
    presence.writer.run();
    assertThat(presence.kept(ANNA).state()).isEqualTo(OFFLINE);
    presence.register.opened(ANNA);
    assertThat(presence.now(ANNA).state()).isEqualTo(ONLINE);
    assertThat(presence.now(ANNA).statusMsg()).isEqualTo("lunch");
  }

  @Test
  void manyChangesOfOneUserGiveOneUpdateTheNewest() {
    for (int i = 0; i < 100; i++) {
      presence.choose(ANNA, i % 2 == 0 ? ONLINE : UNAVAILABLE, "status " + i);
    }
    presence.writer.run();
    assertThat(onlyUpdate().shown().presence().statusMsg()).isEqualTo("status 99");
    assertThat(onlyUpdate().shown().presence().state()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void manyUsersGoInFewTransactionsAndMessages() {
    IntStream.range(0, 1000)
        .forEach(i -> presence.register.touch(new UserId("@u" + i + ":localhost"), Wakes.EVERYONE));
    int before = presence.transactions.get();
    presence.writer.run();
    assertThat(told.stream().mapToInt(batch -> batch.updates().size()).sum()).isEqualTo(1000);
    assertThat(told).hasSizeLessThanOrEqualTo(3);
    assertThat(presence.transactions.get() - before).isLessThanOrEqualTo(6);
    assertThat(told.get(1).after()).isEqualTo(told.get(0).upTo());
  }

  @Test
  void messagesAreActivityThatIsToldSeldomAndWakesNobody() {
    presence.register.opened(ANNA);
    presence.writer.run();
    told.clear();
    presence.clock.pass(Duration.ofSeconds(60));
    presence.active(ANNA);
    presence.writer.run();
    assertThat(onlyUpdate().wakes().isNobody()).isTrue();
    assertThat(onlyUpdate().shown().presence().lastActive()).isEqualTo(presence.clock.millis());
    presence.clock.pass(Duration.ofSeconds(5));
    presence.active(ANNA);
    presence.writer.run();
    assertThat(told).hasSize(1);
    // Asked for, it is told exactly.
    assertThat(presence.now(ANNA).lastActive()).isEqualTo(presence.clock.millis());
  }

  @Test
  void activityOfSomebodyWithoutAStreamIsKept() {
    presence.active(ANNA);
    presence.writer.run();
    assertThat(presence.kept(ANNA)).isEqualTo(new Presence(OFFLINE, null, presence.clock.millis()));
    presence.clock.pass(Duration.ofSeconds(5));
    presence.active(ANNA);
    presence.passGrace();
    presence.writer.run();
    assertThat(presence.kept(ANNA).lastActive()).isEqualTo(presence.clock.millis());
  }

  @Test
  void updateHasTheNamesOfTheProfile() {
    Account account = new Account(ANNA, null, "Anna", "mxc://a/b", false, 1);
    stores.run(() -> stores.accounts().create(account));
    presence.register.touch(ANNA, Wakes.EVERYONE);
    presence.writer.run();
    assertThat(onlyUpdate().shown().displayName()).isEqualTo("Anna");
    assertThat(onlyUpdate().shown().avatarUrl()).isEqualTo("mxc://a/b");
    assertThat(onlyUpdate().shown().presence()).isEqualTo(Presence.NEVER);
  }

  @Test
  void whatTheQueueRefusesIsToldLaterEachUsersNewest() {
    presence.queueFails = true;
    presence.choose(ANNA, ONLINE, "first");
    presence.choose(BERT, ONLINE, null);
    presence.writer.run();
    presence.choose(ANNA, UNAVAILABLE, "second");
    presence.writer.run();
    assertThat(presence.kept(ANNA).statusMsg()).isEqualTo("second");
    assertThat(told).isEmpty();
    presence.queueFails = false;
    presence.writer.run();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).updates().stream().map(update -> update.shown().user()))
        .containsExactlyInAnyOrder(ANNA, BERT);
    assertThat(told.get(0).updates().stream().map(update -> update.shown().presence().statusMsg()))
        .contains("second")
        .doesNotContain("first");
  }

  @Test
  void whatTheDatabaseRefusesFailsTheCallerAndIsTriedAgain() {
    presence.databaseFails = true;
    CompletableFuture<Boolean> kept =
        presence.register.choose(ANNA, ONLINE, null).toCompletableFuture();
    presence.writer.run();
    assertThat(kept).isCompletedExceptionally();
    assertThat(told).isEmpty();
    presence.databaseFails = false;
    presence.writer.run();
    assertThat(presence.kept(ANNA).state()).isEqualTo(ONLINE);
    assertThat(told).hasSize(1);
  }

  @Test
  void restartResumesWhoWasHereAndNobodyStaysOnlineForEver() {
    presence.choose(ANNA, UNAVAILABLE, "lunch");
    presence.register.opened(BERT);
    presence.writer.run();
    long last = told.get(told.size() - 1).upTo();

    TestPresence again = new TestPresence(stores, CONFIG, threads);
    List<PresenceStarted> started = new ArrayList<>();
    again.onStarted.add(started::add);
    List<PresenceBatch> toldAgain = new ArrayList<>();
    again.onBatch.add(toldAgain::add);
    again.writer.start();
    assertThat(started.get(0).position()).isGreaterThan(last);
    again.register.opened(ANNA);
    assertThat(again.now(ANNA).state()).isEqualTo(UNAVAILABLE);
    assertThat(again.now(BERT).state()).isEqualTo(ONLINE);
    again.passGrace();
    again.writer.run();
    assertThat(again.now(ANNA).state()).isEqualTo(UNAVAILABLE);
    assertThat(again.kept(BERT).state()).isEqualTo(OFFLINE);
    assertThat(toldAgain.get(0).updates()).hasSize(1);
  }

  @Test
  void usersAreForgottenOnceAllIsKept() {
    presence.register.opened(ANNA);
    presence.register.closed(ANNA);
    presence.passGrace();
    assertThat(presence.register.find(ANNA)).isPresent();
    presence.writer.run();
    presence.passGrace();
    assertThat(presence.register.find(ANNA)).isEmpty();
    presence.register.opened(ANNA);
    assertThat(presence.now(ANNA).state()).isEqualTo(ONLINE);
  }

  @Test
  void streamsThatOpenWhileTheGraceTimeEndsKeepTheUserOnline() {
    List<CompletableFuture<Void>> devices =
        IntStream.range(0, 4)
            .mapToObj(
                device ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 5000; i++) {
                            presence.register.opened(ANNA);
                            presence.register.closed(ANNA);
                          }
                        },
                        threads.executor()))
            .toList();
    while (!devices.stream().allMatch(CompletableFuture::isDone)) {
      presence.passGrace();
      presence.writer.run();
    }
    devices.forEach(CompletableFuture::join);
    presence.register.opened(ANNA);
    presence.passGrace();
    presence.writer.run();
    assertThat(presence.now(ANNA).state()).isEqualTo(ONLINE);
    assertThat(presence.kept(ANNA).state()).isEqualTo(ONLINE);
    presence.register.closed(ANNA);
    presence.passGrace();
    assertThat(presence.now(ANNA).state()).isEqualTo(OFFLINE);
  }
}
