package org.matrixee.server.state.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.CAROL;
import static org.matrixee.server.fixtures.Users.DORA;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.server.state.rules.GraphStory.Fork;

/** Spec: room version 2 and room version 12, "State resolution": each step, and worked cases. */
@DisplayName("state resolution 2 and 2.1")
class ResolverV2Test {
  private static final String BOB_50 = "'@alice:example.org':100,'@bob:example.org':50";

  private static String levels(int version, String users) {
    return version < 12 ? users : users.replace("'@alice:example.org':100,", "");
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {2, 6, 11, 12})
  void nothingToDoWithoutConflicts(int version) {
    GraphStory room = new GraphStory(version);
    Fork start = room.start();
    assertThat(room.resolve(start, start).state()).isEqualTo(start.state());
    assertThat(room.rules().resolver().resolve(List.of(), room)).isEqualTo(StateMap.EMPTY);
    assertThat(room.lookups()).isZero();
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {2, 6, 11, 12})
  void banBeatsWhatTheBannedDidMeanwhile(int version) {
    GraphStory room = new GraphStory(version);
    Fork start = room.start().topic(ALICE, "first");
    Fork banned = start.member(ALICE, BOB, "ban");
    Fork busy =
        start.topic(BOB, "mine").levels(BOB, levels(version, BOB_50 + ",'@carol:example.org':50"));
    Fork resolved = room.resolve(banned, busy);
    assertThat(resolved.member(BOB)).isEqualTo(banned.member(BOB));
    assertThat(resolved.topic()).isEqualTo(start.topic());
    assertThat(resolved.levels()).isEqualTo(start.levels());
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {2, 6, 11, 12})
  void whoIsDemotedCannotTakeBackTheDemotion(int version) {
    GraphStory room = new GraphStory(version);
    Fork start = room.start();
    Fork demoted = start.levels(ALICE, levels(version, BOB_50.replace(":50", ":0")));
    Fork promoting = start.levels(BOB, levels(version, BOB_50 + ",'@carol:example.org':50"));
    assertThat(room.resolve(promoting, demoted).levels()).isEqualTo(demoted.levels());
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {2, 6, 11, 12})
  void joinsDoNotSlipInWhileTheRoomIsClosed(int version) {
    GraphStory room = new GraphStory(version);
    Fork start = room.start();
    Fork closed = start.joinRule("invite");
    Fork joined = start.member(CAROL, CAROL, "join");
    Fork resolved = room.resolve(closed, joined);
    assertThat(resolved.isJoined(CAROL)).isFalse();
    assertThat(resolved.get(EventType.JOIN_RULES, ""))
        .isEqualTo(closed.get(EventType.JOIN_RULES, ""));
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {2, 6, 11, 12})
  void laterOfTwoTopicsWins(int version) {
    GraphStory room = new GraphStory(version);
    Fork start = room.start();
    Fork one = at(room, 500, start).topic(BOB, "one");
    Fork two = at(room, 400, start).topic(ALICE, "two");
    assertThat(room.resolve(one, two).topic()).isEqualTo(one.topic());
    Fork three = at(room, 400, start).topic(ALICE, "three");
    assertThat(room.resolve(two, three).topic())
        .as("of two at the same time, the greater event ID")
        .isEqualTo(
            two.topic().id().value().compareTo(three.topic().id().value()) > 0
                ? two.topic()
                : three.topic());
  }

  private static Fork at(GraphStory room, long time, Fork fork) {
    room.at(time);
    return fork;
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {2, 6, 11})
  void whatWasSentUnderOlderLevelsLosesHoweverLate(int version) {
    GraphStory room = new GraphStory(version);
    Fork start = room.start();
    Fork newer = start.levels(ALICE, levels(version, BOB_50 + ",'@carol:example.org':1"));
    Fork underOld = at(room, 9000, start).topic(BOB, "late, under old levels");
    Fork underNew = at(room, 100, newer).topic(BOB, "early, under new levels");
    assertThat(room.resolve(underOld, underNew).topic()).isEqualTo(underNew.topic());
    assertThat(room.resolve(underNew, underOld).levels()).isEqualTo(newer.levels());
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {2, 6, 11, 12})
  void greaterPowerGoesFirst(int version) {
    GraphStory room = new GraphStory(version);
    Fork start =
        room.start()
            .member(CAROL, CAROL, "join")
            .levels(ALICE, levels(version, BOB_50 + ",'@carol:example.org':60"));
    Fork byCarol = at(room, 900, start).member(CAROL, BOB, "ban");
    Fork byBob = at(room, 100, start).member(BOB, CAROL, "ban");
    Fork resolved = room.resolve(byBob, byCarol);
    assertThat(resolved.member(BOB)).isEqualTo(byCarol.member(BOB));
    assertThat(resolved.isJoined(CAROL)).as("banned by somebody who is banned himself").isTrue();
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {2, 6, 11, 12})
  void slotsThatOnlyOneForkHasFilledAreKeptIfAllowed(int version) {
    GraphStory room = new GraphStory(version);
    Fork start = room.start();
    Fork joined = start.member(DORA, DORA, "join");
    Fork named = start.send(EventType.NAME, "", BOB, "{'name':'x'}");
    Fork resolved = room.resolve(joined, named);
    assertThat(resolved.isJoined(DORA)).isTrue();
    assertThat(resolved.get(EventType.NAME, "")).isEqualTo(named.get(EventType.NAME, ""));
  }

  @Test
  @DisplayName("2 begins with what all agree on, 2.1 with nothing but an event's own auth events")
  void emptyStart() {
    for (int version : new int[] {11, 12}) {
      GraphStory room = new GraphStory(version);
      Fork start = room.start().topic(ALICE, "first");
      Fork left = start.member(BOB, BOB, "leave");
      Fork topic = start.topic(BOB, "second").with(left.member(BOB));
      assertThat(room.resolve(left, topic).topic())
          .isEqualTo(version == 11 ? start.topic() : topic.topic());
    }
  }

  @Test
  @DisplayName("2.1 takes in what lies between conflicting events")
  void conflictedSubgraph() {
    for (int version : new int[] {11, 12}) {
      GraphStory room = new GraphStory(version);
      Fork start = room.start();
      Fork carol = start.member(CAROL, CAROL, "join");
      Fork closed = carol.joinRule("invite");
      Fork open = carol.send("org.x", CAROL.value(), CAROL, "{}");
      List<StateMap> forks = List.of(closed.state(), open.state());
      Map<EventId, Event> full = full(room, forks, version == 12);
      EventId between = carol.member(CAROL).id();
      assertThat(full)
          .containsKeys(
              start.get(EventType.JOIN_RULES, "").id(),
              closed.get(EventType.JOIN_RULES, "").id(),
              open.get("org.x", CAROL.value()).id());
      assertThat(full.containsKey(between)).isEqualTo(version == 12);
      assertThat(full).hasSize(version == 12 ? 4 : 3);
      assertThat(room.resolve(closed, open).isJoined(CAROL)).isTrue();
    }
  }

  private static Map<EventId, Event> full(GraphStory room, List<StateMap> forks, boolean subgraph) {
    StateForks compared = StateForks.of(forks, room);
    return ConflictedSet.full(compared, new AuthGraph(compared, room), subgraph);
  }

  @Test
  @DisplayName("the auth difference leaves out what all forks have behind them")
  void authDifference() {
    GraphStory room = new GraphStory(6);
    Fork start = room.start();
    // Levels that one fork alone went through, and that are not in its state any more.
    Fork through = start.levels(ALICE, BOB_50 + ",'@carol:example.org':1");
    Fork there = through.levels(ALICE, BOB_50 + ",'@carol:example.org':2").topic(BOB, "x");
    Fork other = start.topic(BOB, "y");
    Map<EventId, Event> full = full(room, List.of(there.state(), other.state()), false);
    assertThat(full.keySet())
        .isEqualTo(
            Set.of(
                through.levels().id(),
                there.levels().id(),
                start.levels().id(),
                there.topic().id(),
                other.topic().id()));
    // If both forks have moved on to the same levels, the older ones lie behind both.
    Fork alsoThere = other.with(there.levels());
    assertThat(full(room, List.of(there.state(), alsoThere.state()), false).keySet())
        .isEqualTo(Set.of(there.topic().id(), other.topic().id()));
  }

  @Test
  void powerEvents() {
    Fork fork = new GraphStory(6).start().member(CAROL, CAROL, "join");
    assertThat(PowerOrder.isPowerEvent(fork.levels())).isTrue();
    assertThat(PowerOrder.isPowerEvent(fork.get(EventType.JOIN_RULES, ""))).isTrue();
    assertThat(PowerOrder.isPowerEvent(fork.member(ALICE, CAROL, "leave").member(CAROL))).isTrue();
    assertThat(PowerOrder.isPowerEvent(fork.member(ALICE, CAROL, "ban").member(CAROL))).isTrue();
    assertThat(PowerOrder.isPowerEvent(fork.member(CAROL, CAROL, "leave").member(CAROL))).isFalse();
    assertThat(PowerOrder.isPowerEvent(fork.member(ALICE, CAROL, "invite").member(CAROL)))
        .isFalse();
    assertThat(PowerOrder.isPowerEvent(fork.topic(ALICE, "x").topic())).isFalse();
  }

  @Test
  void rejectedAuthEventsDoNotCount() {
    GraphStory room = new GraphStory(12);
    Fork start = room.start().levels(ALICE, "'@carol:example.org':50");
    Fork joined = start.member(CAROL, CAROL, "join");
    // Both forks have something by Carol in a slot, and her join, which they name, in neither
    // state.
    Fork one = start.with(joined.send("org.x", "", CAROL, "{'a':1}").get("org.x", ""));
    Fork two = start.with(joined.send("org.x", "", CAROL, "{'a':2}").get("org.x", ""));
    assertThat(room.resolve(one, two).get("org.x", "")).isEqualTo(two.get("org.x", ""));
    room.reject(joined.member(CAROL));
    assertThat(room.resolve(one, two).state().find(StateTuple.of("org.x"))).isEmpty();
  }

  @Test
  @DisplayName("a rejected event of the conflicted set is tried again like any other")
  void rejectedEventsAreTriedAgain() {
    GraphStory room = new GraphStory(12);
    Fork start = room.start();
    Fork joined = start.member(CAROL, CAROL, "join");
    room.reject(joined.member(CAROL));
    assertThat(room.resolve(joined, start.topic(ALICE, "x")).isJoined(CAROL)).isTrue();
  }

  @Test
  void whatIsNotHeldIsNamed() {
    GraphStory room = new GraphStory(6);
    Fork start = room.start();
    Fork through = start.levels(ALICE, BOB_50 + ",'@carol:example.org':1");
    Fork there = through.levels(ALICE, BOB_50 + ",'@carol:example.org':2");
    Fork other = start.topic(BOB, "y");
    room.events().remove(through.levels().id());
    List<StateMap> forks = List.of(there.state(), other.state());
    assertThat(room.rules().resolver().findMissing(forks, room))
        .containsExactly(through.levels().id());
    room.events().put(through.levels().id(), through.levels());
    assertThat(room.rules().resolver().findMissing(forks, room)).isEmpty();
  }
}
