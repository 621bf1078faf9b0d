package org.matrixee.server.presence.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.model.presence.PresenceState.FREE_FOR_CHAT;
import static org.matrixee.model.presence.PresenceState.OFFLINE;
import static org.matrixee.model.presence.PresenceState.ONLINE;
import static org.matrixee.model.presence.PresenceState.UNAVAILABLE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;

/** The table of presence-profile-voip, 1.1: each trigger from each state. */
class PresenceStatesTest {
  private static final long NOW = 1000;
  private static final List<PresenceState> LEVELS =
      List.of(OFFLINE, UNAVAILABLE, ONLINE, FREE_FOR_CHAT);

  private static Presence before(PresenceState state) {
    return new Presence(state, "busy writing", 5L);
  }

  /** Every pair of states. */
  static Stream<List<PresenceState>> pairs() {
    List<List<PresenceState>> pairs = new ArrayList<>();
    for (PresenceState from : LEVELS) {
      for (PresenceState to : LEVELS) {
        pairs.add(List.of(from, to));
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void choiceCountsAsActivityUnlessItLowersTheLevel(List<PresenceState> pair) {
    PresenceState from = pair.get(0);
    PresenceState to = pair.get(1);
    boolean lower = LEVELS.indexOf(to) < LEVELS.indexOf(from);
    assertThat(PresenceStates.chosen(before(from), to, "out", NOW))
        .isEqualTo(new Presence(to, "out", lower ? 5L : NOW));
    assertThat(PresenceStates.chosen(before(from), to, null, NOW).statusMsg()).isNull();
  }

  @ParameterizedTest
  @EnumSource(PresenceState.class)
  void firstStreamMakesOnlineAndCountsIfThatIsHigher(PresenceState from) {
    boolean higher = from == OFFLINE || from == UNAVAILABLE;
    assertThat(PresenceStates.arrived(before(from), ONLINE, NOW))
        .isEqualTo(new Presence(ONLINE, "busy writing", higher ? NOW : 5L));
  }

  @ParameterizedTest
  @EnumSource(PresenceState.class)
  void streamOfADeviceThatIsAwayIsNoActivity(PresenceState from) {
    assertThat(PresenceStates.arrived(before(from), UNAVAILABLE, NOW))
        .isEqualTo(new Presence(UNAVAILABLE, "busy writing", 5L));
    PresenceState after = from == OFFLINE ? OFFLINE : UNAVAILABLE;
    assertThat(PresenceStates.away(before(from)))
        .isEqualTo(new Presence(after, "busy writing", 5L));
  }

  @ParameterizedTest
  @EnumSource(PresenceState.class)
  void endOfTheGraceTimeMakesOfflineAndKeepsTheRest(PresenceState from) {
    assertThat(PresenceStates.gone(before(from)))
        .isEqualTo(new Presence(OFFLINE, "busy writing", 5L));
    Presence never = new Presence(from, null, null);
    assertThat(PresenceStates.gone(never).lastActive()).isNull();
  }

  @ParameterizedTest
  @EnumSource(PresenceState.class)
  void messageIsActivityAndChangesNothingElse(PresenceState from) {
    assertThat(PresenceStates.active(before(from), NOW))
        .isEqualTo(new Presence(from, "busy writing", NOW));
    assertThat(PresenceStates.active(before(from), 3)).isEqualTo(before(from));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void onlyAnotherStateOrStatusIsNews(List<PresenceState> pair) {
    Presence from = before(pair.get(0));
    Presence to = new Presence(pair.get(1), "busy writing", NOW);
    assertThat(PresenceStates.isNews(from, to)).isEqualTo(pair.get(0) != pair.get(1));
    assertThat(PresenceStates.isNews(from, new Presence(pair.get(1), null, 5L))).isTrue();
  }

  @Test
  void wordsAndLevelsAreThoseOfTheSpecification() {
    assertThat(Arrays.stream(PresenceState.values()).map(PresenceState::word))
        .containsExactly("offline", "unavailable", "online", "free_for_chat");
    for (PresenceState state : PresenceState.values()) {
      assertThat(PresenceState.parse(state.word())).contains(state);
      assertThat(PresenceState.ofLevel(state.level())).isEqualTo(state);
    }
    for (String other : new String[] {"lurking", "hidden", "busy", "ONLINE", "", "online "}) {
      assertThat(PresenceState.parse(other)).isEmpty();
    }
    assertThat(PresenceState.parse(null)).isEmpty();
  }

  @Test
  void timeSinceActivityIsNeverNegative() {
    assertThat(before(ONLINE).lastActiveAgo(12)).isEqualTo(7);
    assertThat(before(ONLINE).lastActiveAgo(4)).isEqualTo(0);
    assertThat(Presence.NEVER.lastActiveAgo(NOW)).isNull();
  }

  @Test
  void onlyWhoIsOnlineAndDidSomethingLatelyIsActive() {
    long now = 1_000_000;
    assertThat(PresenceStates.isActive(new Presence(ONLINE, null, now - 59_999), now)).isTrue();
    assertThat(PresenceStates.isActive(new Presence(FREE_FOR_CHAT, null, now), now)).isTrue();
    assertThat(PresenceStates.isActive(new Presence(ONLINE, null, now - 60_000), now)).isFalse();
    assertThat(PresenceStates.isActive(new Presence(ONLINE, null, null), now)).isFalse();
    assertThat(PresenceStates.isActive(new Presence(UNAVAILABLE, null, now), now)).isFalse();
    assertThat(PresenceStates.isActive(new Presence(OFFLINE, null, now), now)).isFalse();
  }
}
