package org.matrixee.server.authorization.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;

import java.util.function.ToLongFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.JoinRule;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.PowerLevels;
import org.matrixee.server.fixtures.StateBuilder;

/** authorization-v1, section 1: the inputs and what stands for absent ones. */
@DisplayName("authorization-v1, 1: inputs")
class Levels2014Test {
  private static final PowerLevelsReader READER = PowerLevelsReaders.of(new AuthRules.Levels2014());

  private static PowerLevels read(StateBuilder state) {
    PowerLevels levels = READER.read(state.build());
    // The view that the rules use and the value that everyone else sees must never differ.
    Levels2014 view = new Levels2014(state.build());
    assertThat(view.of(ALICE)).isEqualTo(levels.of(ALICE));
    assertThat(view.of(BOB)).isEqualTo(levels.of(BOB));
    assertThat(view.send()).isEqualTo(levels.send());
    return levels;
  }

  @Test
  @DisplayName("level of user: before any power_levels event the creator has 100, others 0")
  void creatorHasAllLevelsAtFirst() {
    PowerLevels levels = read(StateBuilder.bare());
    assertThat(levels.of(ALICE)).isEqualTo(100);
    assertThat(levels.of(BOB)).isZero();
  }

  @Test
  @DisplayName("level of user: own key, else default, else 0")
  void ownKeyThenDefault() {
    PowerLevels levels =
        read(StateBuilder.bare().set(EventType.POWER_LEVELS, "{'@bob:example.org':7}"));
    assertThat(levels.of(BOB)).isEqualTo(7);
    assertThat(levels.of(ALICE)).as("the creator has no level of his own any more").isZero();
    levels =
        read(StateBuilder.bare().set(EventType.POWER_LEVELS, "{'@bob:example.org':7,'default':3}"));
    assertThat(levels.of(ALICE)).isEqualTo(3);
  }

  @Test
  @DisplayName("levels may be negative")
  void levelsMayBeNegative() {
    PowerLevels levels =
        read(StateBuilder.bare().set(EventType.POWER_LEVELS, "{'@bob:example.org':-5}"));
    assertThat(levels.of(BOB)).isEqualTo(-5);
  }

  @ParameterizedTest(name = "{0} level: absent 50, set 0 is 0, set 30 is 30")
  @CsvSource({
    "send, m.room.send_event_level, level",
    "add-state, m.room.add_state_level, level",
    "ban, m.room.ops_levels, ban_level",
    "kick, m.room.ops_levels, kick_level",
    "redact, m.room.ops_levels, redact_level"
  })
  void levelsOfActions(String name, String type, String key) {
    ToLongFunction<StateBuilder> level = state -> action(name, READER.read(state.build()));
    StateBuilder bare = StateBuilder.bare();
    assertThat(level.applyAsLong(bare)).isEqualTo(50);
    assertThat(level.applyAsLong(bare.set(type, "{}"))).isEqualTo(50);
    assertThat(level.applyAsLong(bare.set(type, "{'" + key + "':0}"))).isZero();
    assertThat(level.applyAsLong(bare.set(type, "{'" + key + "':30}"))).isEqualTo(30);
  }

  private static long action(String name, PowerLevels levels) {
    return switch (name) {
      case "send" -> levels.send();
      case "add-state" -> levels.addState();
      case "ban" -> levels.ban();
      case "kick" -> levels.kick();
      case "redact" -> levels.redact();
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest(name = "stored level {0} is read as {1}")
  @CsvSource({
    "30, 30",
    "'\"30\"', 30",
    "'\" -5 \"', -5",
    "'\"+7\"', 7",
    "1e1, 10",
    "1.5, 50",
    "true, 50",
    "null, 50",
    "'\"x\"', 50",
    "'\"99999999999999999999\"', 50",
    "9007199254740991, 9007199254740991",
    "9007199254740992, 50",
    "1e300, 50",
    "[], 50"
  })
  void storedLevelsMayBeNumericStrings(String json, long expected) {
    StateMap state =
        StateBuilder.bare().set(EventType.SEND_EVENT_LEVEL, "{'level':" + json + "}").build();
    assertThat(READER.read(state).send()).isEqualTo(expected);
  }

  @Test
  @DisplayName("user IDs are compared without case; of several spellings the lowest level counts")
  void userIdsAreFolded() {
    UserId shouted = new UserId("@BOB:example.org");
    PowerLevels levels =
        read(StateBuilder.bare().set(EventType.POWER_LEVELS, "{'@Bob:example.org':9}"));
    assertThat(levels.of(BOB)).isEqualTo(9);
    StateBuilder two =
        StateBuilder.bare()
            .set(EventType.POWER_LEVELS, "{'@bob:example.org':70,'@Bob:example.org':9}");
    assertThat(read(two).of(BOB)).isEqualTo(9);
    assertThat(new Levels2014(two.build()).of(shouted)).isEqualTo(9);
  }

  @ParameterizedTest(name = "join rule {0} is read as {1}")
  @CsvSource({
    "{}, INVITE",
    "{'join_rule':'public'}, PUBLIC",
    "{'join_rule':'invite'}, INVITE",
    "{'join_rule':'knock'}, KNOCK",
    "{'join_rule':'private'}, PRIVATE",
    "{'join_rule':'open'}, PRIVATE",
    "{'join_rule':1}, PRIVATE"
  })
  void joinRules(String content, JoinRule expected) {
    String json = content.replace("''", "'");
    StateMap state = StateBuilder.bare().set(EventType.JOIN_RULES, json).build();
    assertThat(new Levels2014(state).joinRule()).isEqualTo(expected);
  }

  @Test
  @DisplayName("join rule: invite if there is no event")
  void joinRuleIsInviteWhenAbsent() {
    assertThat(new Levels2014(StateBuilder.bare().build()).joinRule()).isEqualTo(JoinRule.INVITE);
  }

  @Test
  @DisplayName("protection of a state key: none if absent")
  void protectionOfSlots() {
    Levels2014 levels =
        new Levels2014(StateBuilder.bare().set("a.b", "k", "{}", 5L).set("c.d", "{}").build());
    assertThat(levels.protection(new StateTuple("a.b", "k"))).isEqualTo(5);
    assertThat(levels.protection(StateTuple.of("c.d"))).isNull();
    assertThat(levels.protection(StateTuple.of("e.f"))).isNull();
  }

  @ParameterizedTest(name = "membership {0}")
  @ValueSource(strings = {"join", "invite", "leave", "ban", "knock"})
  void memberships(String word) {
    Levels2014 levels = new Levels2014(StateBuilder.bare().member(BOB, word).build());
    assertThat(levels.membership(BOB.value())).isEqualTo(Membership.parse(word).orElseThrow());
  }

  @Test
  @DisplayName("membership of a user: none without an event or with an unknown word")
  void membershipIsNoneWhenAbsent() {
    assertThat(new Levels2014(StateBuilder.bare().build()).membership(BOB.value())).isNull();
    assertThat(
            new Levels2014(StateBuilder.bare().member(BOB, "elsewhere").build())
                .membership(BOB.value()))
        .isNull();
  }
}
