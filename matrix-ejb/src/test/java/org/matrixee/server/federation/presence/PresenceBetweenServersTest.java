package org.matrixee.server.federation.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.model.presence.PresenceState.OFFLINE;
import static org.matrixee.model.presence.PresenceState.ONLINE;
import static org.matrixee.model.presence.PresenceState.UNAVAILABLE;
import static org.matrixee.server.event.Engine.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.federation.presence.TestPresenceServer.Sent;
import org.matrixee.server.federation.presence.rules.PresenceEdu;
import org.matrixee.server.federation.presence.rules.WatchRequest;

/** Presence between servers, on stores in memory and a network that the test holds. */
class PresenceBetweenServersTest {
  private final Map<ServerName, TestPresenceServer> network = new ConcurrentHashMap<>();
  private final TestPresenceServer a = new TestPresenceServer("a.example", network, Map.of());
  private final TestPresenceServer b = server("b.example", Map.of());
  private final UserId anna = a.account("anna");
  private final UserId bert = b.account("bert");

  private TestPresenceServer server(String name, Map<String, String> settings) {
    return new TestPresenceServer(name, network, settings);
  }

  @AfterEach
  void stop() {
    network.values().forEach(TestPresenceServer::close);
    a.close();
    b.close();
  }

  private void settle() {
    TestPresenceServer.settle(network.values());
  }

  /** Anna watches Bert. */
  private void watch() {
    a.change(anna, List.of(bert), List.of());
    settle();
  }

  /** A room that both servers know, each with both users in it. */
  private void shareRoom() {
    for (TestPresenceServer server : List.of(a, b)) {
      UserId own = server == a ? anna : bert;
      UserId other = server == a ? bert : anna;
      RoomRef room = server.engine.createRoom(own, null);
      await(server.engine.member(room, own, other, "invite"));
      await(server.engine.member(room, other, other, "join"));
    }
    settle();
  }

  @Test
  void invitedUserIsWatchedAndBothServersKeepTheEntry() {
    b.presence.choose(bert, ONLINE, "here");
    watch();
    assertThat(a.sent)
        .extracting(Sent::type)
        .containsExactly(WatchRequest.INVITE, PresenceEdu.TYPE);
    assertThat(a.list(anna)).extracting(UserPresence::user).containsExactly(bert);
    assertThat(a.list(anna).get(0).presence().statusMsg()).isEqualTo("here");
    UserPresence told = Objects.requireNonNull(a.toldOf(bert));
    assertThat(told.displayName()).isEqualTo("BERT");
    assertThat(told.presence().lastActive()).isEqualTo(b.presence.clock.millis());
    assertThat(
            b.engine.stores.inTransaction(
                () -> b.engine.stores.presenceLists().isAccepted(anna, bert)))
        .isTrue();

    b.presence.choose(bert, UNAVAILABLE, "lunch");
    settle();
    assertThat(a.seen(bert).state()).isEqualTo(UNAVAILABLE);
    assertThat(a.seen(bert).statusMsg()).isEqualTo("lunch");
  }

  @Test
  void droppedUserIsToldOfNoMoreUntilHeIsInvitedAgain() {
    b.presence.choose(bert, ONLINE, null);
    watch();
    a.change(anna, List.of(), List.of(bert));
    settle();
    assertThat(a.list(anna)).isEmpty();
    b.presence.choose(bert, UNAVAILABLE, "secret");
    settle();
    assertThat(b.sent(a.name, PresenceEdu.TYPE).toString()).doesNotContain("secret");
    watch();
    assertThat(a.seen(bert).statusMsg()).isEqualTo("secret");
  }

  @Test
  void userWhomAnotherWatchesStillIsNotGivenUp() {
    UserId carl = a.account("carl");
    a.change(carl, List.of(bert), List.of());
    watch();
    a.change(anna, List.of(), List.of(bert));
    settle();
    b.presence.choose(bert, UNAVAILABLE, "for carl");
    settle();
    assertThat(a.seen(bert).statusMsg()).isEqualTo("for carl");
  }

  @Test
  void nobodyIsDeniedAndThePolicyIsAsked() {
    a.change(anna, List.of(b.user("nobody")), List.of());
    settle();
    assertThat(b.sent).extracting(Sent::type).containsExactly(WatchRequest.DENY);
    assertThat(entries(a, anna)).isZero();

    TestPresenceServer closed = server("closed.example", Map.of("MATRIX_PRESENCE_INVITES", "deny"));
    a.change(anna, List.of(closed.account("dora")), List.of());
    settle();
    assertThat(closed.sent).extracting(Sent::type).containsExactly(WatchRequest.DENY);
    assertThat(entries(a, anna)).isZero();
  }

  private static int entries(TestPresenceServer server, UserId observer) {
    return server.engine.stores.inTransaction(
        () -> server.engine.stores.presenceLists().ofObserver(observer).size());
  }

  @Test
  void mutualPolicyWaitsForTheOtherDirection() {
    TestPresenceServer shy = server("shy.example", Map.of("MATRIX_PRESENCE_INVITES", "mutual"));
    UserId dora = shy.account("dora");
    shy.presence.choose(dora, ONLINE, "hello");
    a.change(anna, List.of(dora), List.of());
    settle();
    assertThat(a.list(anna)).isEmpty();
    assertThat(shy.sent).isEmpty();
    shy.change(dora, List.of(anna), List.of());
    settle();
    assertThat(a.list(anna)).extracting(UserPresence::user).containsExactly(dora);
    assertThat(a.seen(dora).statusMsg()).isEqualTo("hello");
    assertThat(shy.list(dora)).extracting(UserPresence::user).containsExactly(anna);
  }

  @Test
  void roomMatesSeeEachOtherAndStrangersDoNot() {
    b.presence.choose(bert, ONLINE, "before");
    settle();
    assertThat(b.sent).isEmpty();
    shareRoom();
    assertThat(a.seen(bert).statusMsg())
        .as("who comes in is told who is there")
        .isEqualTo("before");
    b.presence.choose(bert, UNAVAILABLE, "after");
    settle();
    assertThat(a.seen(bert).statusMsg()).isEqualTo("after");
    b.presence.passGrace();
    settle();
    assertThat(a.seen(bert).state()).isEqualTo(OFFLINE);
    assertThat(a.sent(b.name, PresenceEdu.TYPE).toString()).doesNotContain("bert");
  }

  @Test
  void whatIsToldBeforeTheRoomIsHereIsSeenOnceItIs() {
    a.presence.choose(anna, ONLINE, "before you came");
    RoomRef theirs = a.engine.createRoom(anna, null);
    await(a.engine.member(theirs, anna, bert, "invite"));
    await(a.engine.member(theirs, bert, bert, "join"));
    settle();
    assertThat(a.sent(b.name, PresenceEdu.TYPE).toString()).contains("before you came");
    assertThat(b.toldOf(anna)).isNull();

    bringRoomTo(b);
    settle();
    assertThat(b.seen(anna).statusMsg()).isEqualTo("before you came");
  }

  @Test
  void roomThatComesWhileItIsAskedForIsNotMissed() {
    a.unreachable.add(b.name);
    a.presence.choose(anna, ONLINE, "before you came");
    RoomRef theirs = a.engine.createRoom(anna, null);
    await(a.engine.member(theirs, anna, bert, "invite"));
    await(a.engine.member(theirs, bert, bert, "join"));
    settle();
    List<TestPresenceServer.Sent> sent = a.sent(b.name, PresenceEdu.TYPE);

    b.afterWanted.set(
        () -> {
          bringRoomTo(b);
          b.inbox.flush();
        });
    b.receive(a.name, PresenceEdu.TYPE, sent.get(sent.size() - 1).content());
    settle();
    assertThat(b.seen(anna).statusMsg()).isEqualTo("before you came");
  }

  private void bringRoomTo(TestPresenceServer server) {
    RoomRef room = server.engine.createRoom(bert, null);
    await(server.engine.member(room, bert, anna, "invite"));
    await(server.engine.member(room, anna, anna, "join"));
  }

  @Test
  void serverThatIsToldOfAUserTellsNobodyElse() {
    TestPresenceServer c = server("c.example", Map.of());
    UserId carl = c.account("carl");
    shareRoom();
    c.change(carl, List.of(anna), List.of());
    settle();
    int before = a.sent(c.name, PresenceEdu.TYPE).size();
    b.presence.choose(bert, ONLINE, "for a alone");
    settle();
    assertThat(a.seen(bert).statusMsg()).isEqualTo("for a alone");
    assertThat(a.sent(c.name, PresenceEdu.TYPE)).hasSize(before);
    assertThat(a.sent.toString()).doesNotContain("for a alone");
  }

  private static JsonObject says(UserId user, String status) {
    return PresenceEdu.push(
        List.of(new UserPresence(user, new Presence(ONLINE, status, null), "X", null)), 0);
  }

  @Test
  void serverSpeaksForItsOwnUsersOnlyAndOfThoseWhomSomebodyMaySee() {
    UserId carl = a.account("carl");
    watch();
    ServerName c = new ServerName("c.example");
    a.receive(c, PresenceEdu.TYPE, says(bert, "false"));
    a.receive(c, PresenceEdu.TYPE, says(carl, "false"));
    a.receive(c, PresenceEdu.TYPE, says(new UserId("@x:c.example"), "unknown"));
    a.receive(b.name, PresenceEdu.TYPE, says(b.user("other"), "unknown"));
    a.receive(b.name, PresenceEdu.TYPE, says(new UserId("@x:y:z:w"), "unknown"));
    settle();
    for (UserId user : List.of(bert, carl, new UserId("@x:c.example"), b.user("other"))) {
      assertThat(a.seen(user).statusMsg()).isNull();
      assertThat(a.seen(user).state()).isEqualTo(OFFLINE);
    }
    a.receive(b.name, PresenceEdu.TYPE, says(bert, "true"));
    settle();
    assertThat(a.seen(bert).statusMsg()).isEqualTo("true");
  }

  @Test
  void invitesAndAnswersOfThirdServersAreIgnored() {
    ServerName c = new ServerName("c.example");
    UserId stranger = new UserId("@x:c.example");
    // For a user of another server, to a user of another server, for users of nobody.
    b.receive(c, WatchRequest.INVITE, new WatchRequest(anna, bert).content());
    b.receive(c, WatchRequest.INVITE, new WatchRequest(stranger, anna).content());
    assertThat(entries(b, anna) + entries(b, stranger)).isZero();

    b.unreachable.add(a.name);
    a.unreachable.add(b.name);
    a.change(anna, List.of(bert), List.of());
    JsonObject request = new WatchRequest(anna, bert).content();
    a.receive(c, WatchRequest.ACCEPT, request);
    a.receive(c, WatchRequest.DENY, request);
    assertThat(a.list(anna)).isEmpty();
    assertThat(entries(a, anna)).isEqualTo(1);
    // Nobody asked.
    a.receive(b.name, WatchRequest.ACCEPT, new WatchRequest(a.account("carl"), bert).content());
    assertThat(entries(a, a.user("carl"))).isZero();
    a.receive(b.name, WatchRequest.ACCEPT, request);
    assertThat(a.list(anna)).hasSize(1);
    a.receive(b.name, WatchRequest.ACCEPT, request);
    assertThat(a.sent(b.name, PresenceEdu.TYPE)).as("asked for once").hasSize(1);
    a.receive(b.name, WatchRequest.DENY, request);
    assertThat(entries(a, anna)).as("taken back").isZero();
  }

  @Test
  void serverThatTakesNoAnswersGetsNoMore() {
    b.unreachable.add(a.name);
    for (int i = 0; i < 1100; i++) {
      b.receive(
          a.name,
          WatchRequest.INVITE,
          new WatchRequest(a.user("u" + i), b.user("nobody")).content());
    }
    b.unreachable.clear();
    settle();
    assertThat(b.sent).hasSize(1000);
  }

  @Test
  void questionForUsersWhomAServerMayNotSeeIsNotAnswered() {
    ServerName c = new ServerName("c.example");
    b.presence.choose(bert, ONLINE, "secret");
    b.receive(c, PresenceEdu.TYPE, PresenceEdu.poll(List.of(bert, anna)));
    settle();
    assertThat(b.sent).isEmpty();
    b.presence.choose(bert, UNAVAILABLE, "secret");
    settle();
    assertThat(b.sent).isEmpty();
  }

  @Test
  void floodsAreCoalescedAndBounded() {
    shareRoom();
    int before = b.sent.size();
    int queries = b.queries.get();
    for (int i = 0; i < 1000; i++) {
      b.presence.choose(bert, i % 2 == 0 ? ONLINE : UNAVAILABLE, "status " + i);
      b.presence.run();
    }
    settle();
    assertThat(b.sent.size() - before).isEqualTo(1);
    assertThat(b.queries.get() - queries).isLessThanOrEqualTo(2);
    assertThat(a.seen(bert).statusMsg()).isEqualTo("status 999");

    // A hostile one: nobody whom it tells of is known.
    int asked = a.queries.get();
    for (int edu = 0; edu < 100; edu++) {
      int number = edu;
      a.receive(
          b.name,
          PresenceEdu.TYPE,
          PresenceEdu.push(
              IntStream.range(0, 400)
                  .mapToObj(i -> b.user("x" + number + "-" + i))
                  .map(user -> new UserPresence(user, new Presence(ONLINE, "x", null), null, null))
                  .toList(),
              0));
    }
    settle();
    assertThat(a.presence.others.awake())
        .extracting(known -> known.shown().user())
        .containsExactly(bert);
    assertThat(a.queries.get() - asked).isLessThanOrEqualTo(100 * 400 / 400 + 2);
  }

  @Test
  void serverThatIsNotHeardOfIsAskedAndThenItsUsersAreOffline() {
    shareRoom();
    b.presence.choose(bert, ONLINE, "here");
    settle();
    assertThat(a.seen(bert).state()).isEqualTo(ONLINE);
    int before = a.sent.size();
    a.unreachable.add(b.name);
    a.presence.clock.pass(Duration.ofSeconds(50));
    a.polls.check();
    assertThat(a.sent).hasSize(before);
    a.presence.clock.pass(Duration.ofSeconds(20));
    a.polls.check();
    a.polls.check();
    assertThat(a.sent.subList(before, a.sent.size()))
        .extracting(Sent::content)
        .containsExactly(PresenceEdu.poll(List.of(bert)));
    a.presence.clock.pass(Duration.ofSeconds(250));
    a.polls.check();
    settle();
    assertThat(a.seen(bert).state()).isEqualTo(OFFLINE);
    // Back again.
    a.recovered(b.name);
    b.recovered(a.name);
    settle();
    assertThat(a.seen(bert).statusMsg()).isEqualTo("here");
  }

  @Test
  void serverThatAnswersStaysAndWhatIsOldIsAskedForAgain() {
    shareRoom();
    b.presence.choose(bert, ONLINE, "here");
    settle();
    for (int minute = 0; minute < 59; minute++) {
      a.presence.clock.pass(Duration.ofMinutes(1));
      b.presence.clock.pass(Duration.ofMinutes(1));
      a.polls.check();
      settle();
    }
    assertThat(a.seen(bert).state()).isEqualTo(ONLINE);
    assertThat(a.sent(b.name, PresenceEdu.TYPE).size()).isBetween(25, 60);
  }

  @Test
  void afterAnOutageOfTheOthersEverythingIsToldAndAskedAnew() {
    b.presence.choose(bert, ONLINE, "before");
    watch();
    b.unreachable.add(a.name);
    b.presence.choose(bert, UNAVAILABLE, "lost");
    settle();
    b.presence.passGrace();
    settle();
    assertThat(a.seen(bert).statusMsg()).isEqualTo("before");
    assertThat(b.sent.get(b.sent.size() - 1).key()).as("only one waits").isNotNull();
    b.recovered(a.name);
    settle();
    assertThat(a.seen(bert).state()).as("also who has gone meanwhile").isEqualTo(OFFLINE);

    b.presence.choose(bert, ONLINE, "again");
    a.unreachable.add(b.name);
    int asked = a.sent.size();
    a.recovered(b.name);
    settle();
    assertThat(a.sent.subList(asked, a.sent.size()))
        .extracting(Sent::content)
        .contains(PresenceEdu.poll(List.of(bert)));
  }

  @Test
  void afterARestartNothingOldIsShownAndWatchingGoesOn() {
    b.presence.choose(bert, ONLINE, "old");
    watch();
    assertThat(a.seen(bert).statusMsg()).isEqualTo("old");
    b.unreachable.add(a.name);
    network.remove(a.name);
    TestPresenceServer again =
        new TestPresenceServer("a.example", network, Map.of(), a.engine.stores);
    again.unreachable.add(b.name);
    settle();
    assertThat(again.seen(bert)).isEqualTo(Presence.NEVER);
    assertThat(again.sent).extracting(Sent::content).contains(PresenceEdu.poll(List.of(bert)));
    again.recovered(b.name);
    b.recovered(a.name);
    settle();
    assertThat(again.seen(bert).statusMsg()).isEqualTo("old");

    network.remove(b.name);
    TestPresenceServer other =
        new TestPresenceServer("b.example", network, Map.of(), b.engine.stores);
    other.presence.choose(bert, UNAVAILABLE, "new");
    settle();
    assertThat(again.seen(bert).statusMsg()).isEqualTo("new");
  }

  @Test
  void switchedOffServerSaysAndHearsNothing() {
    TestPresenceServer quiet = server("quiet.example", Map.of("MATRIX_PRESENCE_FEDERATION", "off"));
    UserId dora = quiet.account("dora");
    quiet.presence.choose(dora, ONLINE, "quiet");
    quiet.change(dora, List.of(anna), List.of());
    a.change(anna, List.of(dora), List.of());
    settle();
    quiet.receive(a.name, PresenceEdu.TYPE, PresenceEdu.poll(List.of(dora)));
    quiet.receive(a.name, WatchRequest.ACCEPT, new WatchRequest(dora, anna).content());
    settle();
    assertThat(quiet.sent).isEmpty();
    assertThat(entries(quiet, dora)).isZero();
    assertThat(a.list(anna)).isEmpty();
  }
}
